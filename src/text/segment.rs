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

/// Scripts whose words only dictionaries know that are not held here: Thai, Lao, Burmese, Khmer, and their relations
/// (Unicode's line breaking class SA).
const COMPLEX: [std::ops::RangeInclusive<char>; 7] = [
    '\u{e00}'..='\u{eff}',
    '\u{1000}'..='\u{109f}',
    '\u{1780}'..='\u{17ff}',
    '\u{1950}'..='\u{19df}',
    '\u{1a20}'..='\u{1aaf}',
    '\u{a9e0}'..='\u{a9ff}',
    '\u{aa60}'..='\u{aadf}',
];

impl Segmenter {
    /// The words of a text, each by its characters' number; a run in a script without a dictionary is one.
    pub fn lengths(&self, text: &str) -> Vec<usize> {
        let complex = |c: char| COMPLEX.iter().any(|r| r.contains(&c));
        let mut lengths = vec![];
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            // Such runs are kept from the segmenter, which complains of them.
            let at = rest.find(|c| complex(c) != complex(first)).unwrap_or(rest.len());
            let (run, behind) = rest.split_at(at);
            if complex(first) {
                lengths.push(run.chars().count());
            } else {
                let ends: Vec<usize> = self.0.as_borrowed().segment_str(run).collect();
                lengths.extend(ends.windows(2).map(|w| run[w[0]..w[1]].chars().count()));
            }
            rest = behind;
        }
        lengths
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
        assert_eq!(of("泰国ประเทศไทย条约"), ["泰国", "ประเทศไทย", "条约"]);
        assert!(of("").is_empty());
    }
}
