//! Words of Chinese and Japanese, which are written without spaces: by the dictionary of ICU. The one file that names
//! icu_segmenter.

use icu_provider::prelude::*;
use icu_segmenter::WordSegmenter;
use icu_segmenter::provider::{Baked, SegmenterDictionaryAutoV2, SegmenterDictionaryExtendedV2};

/// The dictionary of Chinese and Japanese alone: those of Thai, Lao, Khmer and Burmese would be another megabyte.
struct Han;

impl DataProvider<SegmenterDictionaryAutoV2> for Han {
    fn load(&self, req: DataRequest) -> Result<DataResponse<SegmenterDictionaryAutoV2>, DataError> {
        Baked.load(req)
    }
}

impl DataProvider<SegmenterDictionaryExtendedV2> for Han {
    fn load(&self, req: DataRequest) -> Result<DataResponse<SegmenterDictionaryExtendedV2>, DataError> {
        Err(DataErrorKind::IdentifierNotFound.with_req(SegmenterDictionaryExtendedV2::INFO, req))
    }
}

/// Knows words; made in some microseconds, for it is a view of tables that the program holds.
pub struct Segmenter(WordSegmenter);

impl Default for Segmenter {
    fn default() -> Self {
        let mut words = WordSegmenter::new_for_non_complex_scripts(
            icu_segmenter::options::WordBreakInvariantOptions::default(),
        )
        .static_to_owned();
        // What it lacks leaves each character a word; the tests below see that it does not.
        let _ = words.load_dictionary_unstable(&Han);
        Self(words)
    }
}

impl Segmenter {
    /// The words of a text, each by its characters' number.
    pub fn lengths(&self, text: &str) -> Vec<usize> {
        let ends: Vec<usize> = self.0.as_borrowed().segment_str(text).collect();
        ends.windows(2).map(|w| text[w[0]..w[1]].chars().count()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_chinese_and_japanese_are_found() {
        let of = |text: &str| {
            let mut rest = text.chars();
            let words = Segmenter::default().lengths(text);
            words.into_iter().map(|n| rest.by_ref().take(n).collect()).collect::<Vec<String>>()
        };
        assert_eq!(of("进一步深化改革开放的决定"), ["进一步", "深化", "改革", "开放", "的", "决定"]);
        assert_eq!(of("農業委員會審查辦法"), ["農業", "委員會", "審查", "辦法"]);
        assert_eq!(
            of("食品の輸出の促進に関する法律"),
            ["食品", "の", "輸出", "の", "促進", "に関する", "法律"]
        );
        assert!(of("").is_empty());
    }
}
