//! Words of titles and headings: which are whole though the dictionary knows them not, and which belong to the word before or
//! behind them (GB/T 9704-2012, 7.3.1: a title is broken where a unit of sense ends).

/// What is never torn apart in one, longest first where one begins another.
pub const WHOLE: &[&str] = &[
    "中华人民共和国",
    "中華人民共和國",
    "中国人民解放军",
    "中国共产党",
    "最高人民法院",
    "最高人民检察院",
    "人民检察院",
    "人民代表大会",
    "常务委员会",
    "特别行政区",
    "特別行政區",
    "委员会",
    "办公厅",
    "办公室",
    "人民政府",
    "联合声明",
    "联合公报",
    "合作协定",
    "聯合聲明",
    "聯合公報",
    "改革开放",
    "高新技术",
    "高质量",
    "高水平",
    "知识产权",
    "人脸识别",
    "民间借贷",
    "国家赔偿",
    "赔偿委员会",
    "行政复议",
    "复议案件",
    "司法解释",
    "若干问题",
    "民法典",
    "实施细则",
    "备忘录",
    "委員會",
    "審查會議",
    "評估會議",
    "水库",
    "审理",
    "印发",
    "问题",
];

/// Words of the kind 之: they end what stands before them, and begin no line.
pub const BEHIND: &[&str] = &[
    "的", "之", "等", "地", "得", "了", "着", "所", "时", "者", "间", "間", "上", "下", "中", "内", "內",
    "外", "等等",
];

/// Words that join: a line may well end with one.
pub const JOINS: &[&str] =
    &["和", "与", "與", "及", "暨", "或", "以及", "及其", "或者", "及び", "並びに", "又は", "若しくは"];

/// Words that open what follows: a line may begin with one, and ends with none.
pub const BEFORE: &[&str] = &[
    "关于", "關於", "对", "對", "在", "因", "以", "就", "将", "將", "把", "被", "由", "为", "為", "从", "從",
    "向", "于", "於", "按", "涉", "各", "全", "本", "该", "該", "不", "非", "未", "无", "無", "新", "总",
    "總", "副", "原", "再", "第",
];

/// Where a line of a title may well begin.
pub const STARTS: &[&str] = &["关于", "關於", "实施", "联合声明", "联合公报", "合作协定", "聯合聲明"];

/// Characters behind which 的 is part of a word (目的), and before which 和 is (和平).
pub const AIMS: &[char] = &['目', '标', '標'];
pub const PEACE: &[char] = &['平', '谐', '諧', '解', '约', '約', '睦', '田', '好', '气', '合'];

/// Short words of languages with spaces that stand with the word behind them.
pub const SHORT: &[&str] = &[
    "a", "an", "and", "at", "between", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to",
    "under", "with", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "par", "pour",
    "sur", "das", "dem", "den", "der", "des", "die", "und", "von", "vom", "zu", "zum", "zur", "del", "el",
    "los", "las", "y", "в", "и", "на", "о", "об", "по", "с",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_words_stand_before_those_that_they_begin_with() {
        for (i, w) in WHOLE.iter().enumerate() {
            assert!(!WHOLE[i + 1..].iter().any(|l| l.starts_with(w)), "{w}");
        }
    }
}
