//! Notes in brackets that say where a provision has its wording from: (由2016年第2號第4條增補), （昭五〇条例五・一部改正）,
//! [전문개정 2010. 3. 31.].

use crate::text::chars::squash;

/// Characters of the longest.
const LONGEST: usize = 80;
/// What such a note ends with in Chinese and Japanese.
const ENDS: &[&str] =
    &["修訂", "增補", "代替", "廢除", "編輯修訂", "編輯修訂紀錄", "重編", "改正", "追加", "繰上", "繰下"];
/// What such a note begins with in Korean.
const STARTS: &[&str] = &[
    "전문개정",
    "본조신설",
    "본조삭제",
    "제목개정",
    "본조제목개정",
    "종전",
    "전부개정",
    "시행일",
    "본장신설",
    "본절신설",
];

/// Whether a line is such a note.
pub fn is_source_note(line: &str) -> bool {
    if !line.starts_with(['（', '(', '[']) || line.chars().nth(LONGEST).is_some() {
        return false;
    }
    let line = squash(line);
    let inner = |open: &[char], close: &[char]| {
        let inner = line.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.is_empty()).then_some(inner)
    };
    if let Some(inner) = inner(&['（', '('], &['）', ')']) {
        let numeral = |c: char| {
            c.is_ascii_digit() || ('０'..='９').contains(&c) || "一二三四五六七八九十〇元".contains(c)
        };
        let source = inner.contains('年') && inner.contains(['號', '号'])
            || inner.starts_with(['明', '大', '昭', '平', '令']) && inner.contains(['・', '、']);
        return source && inner.contains(numeral) && ENDS.iter().any(|w| inner.ends_with(w));
    }
    inner(&['['], &[']']).is_some_and(|inner| {
        STARTS.iter().any(|w| inner.starts_with(w)) && inner.contains(|c: char| c.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_of_sources() {
        for line in [
            "(由2016年第2號第4條增補)",
            "(2010年第5號第3條代替)",
            "（平一五条例八・追加、平二四条例一〇・一部改正）",
            "（昭50条例5・一部改正）",
            "[전문개정 2010. 3. 31.]",
            "[본조신설 2012.1.1.]",
        ] {
            assert!(is_source_note(line), "{line}");
        }
        for line in
            ["（目的）", "（2020年5月28日通过）", "（一部改正）", "[별표 1]", "（平成一五年法律第一〇号）"]
        {
            assert!(!is_source_note(line), "{line}");
        }
    }
}
