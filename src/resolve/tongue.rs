//! Ways of writing references, a row each: what units are called, how references are joined, what counts from where it
//! stands.

use crate::number::Level;
use crate::text::{Language, Primary, Region, Script};
use Level::{Article, Chapter, Item, Paragraph, Part, Section, Subitem, Subpart, Subsection};

/// A way of writing references.
#[derive(Debug)]
pub struct Tongue {
    /// What stands before the number of a unit.
    pub ordinal: char,
    /// What units are called, longer words first.
    pub units: &'static [(&'static str, Level)],
    /// What joins the number of a branch: 之一.
    pub branch: &'static [&'static str],
    /// What joins references: each goes where the one before it went.
    pub joining: &'static [&'static str],
    /// What stands between the ends of a range.
    pub ranging: &'static [&'static str],
    /// What stands behind the end of a range.
    pub until: &'static str,
    /// 前款: what stands before units that are counted back from where the word stands.
    pub before: &'static [&'static str],
    /// 次条: the same forwards.
    pub after: &'static [&'static str],
    /// 本条: what stands before the unit that the word stands in.
    pub this: &'static [&'static str],
    /// 同条: what stands before the unit that the last reference named.
    pub same: &'static [&'static str],
    /// 前各项: all of them.
    pub each: &'static [&'static str],
    /// Kinds of documents, longer words first: what names of acts end with, and what stands behind 本.
    pub kinds: &'static [&'static str],
    /// Words that name no act though they end like one.
    pub generic: &'static [&'static str],
    /// Headings of supplementary provisions.
    pub supplement: &'static [&'static str],
    /// Brackets of titles.
    pub titles: &'static [(char, char)],
    /// Brackets of quotations.
    pub quotes: &'static [(char, char)],
    /// Whether 第二条 may count something else: 第二条船.
    pub counts: bool,
    /// Whether words are separated by spaces.
    pub spaced: bool,
}

const SIMPLIFIED_KINDS: &[&str] = &[
    "实施细则",
    "实施条例",
    "实施办法",
    "实施规定",
    "管理办法",
    "管理条例",
    "管理规定",
    "暂行条例",
    "暂行规定",
    "暂行办法",
    "司法解释",
    "基本法",
    "议定书",
    "备忘录",
    "修正案",
    "法典",
    "法律",
    "条例",
    "规定",
    "办法",
    "细则",
    "章程",
    "协定",
    "协议",
    "条约",
    "公约",
    "宪章",
    "解释",
    "规则",
    "规程",
    "决定",
    "声明",
    "公报",
    "宣言",
    "通知",
    "指引",
    "规约",
    "意见",
    "安排",
    "批复",
    "准则",
    "通则",
    "规范",
    "标准",
    "方案",
    "合同",
    "决议",
    "纲要",
    "宪法",
    "法",
];
const TRADITIONAL_KINDS: &[&str] = &[
    "施行細則",
    "組織條例",
    "實施細則",
    "實施辦法",
    "管理辦法",
    "管理條例",
    "管理規則",
    "自治條例",
    "行政法規",
    "議定書",
    "備忘錄",
    "附屬法例",
    "法典",
    "法律",
    "條例",
    "規定",
    "辦法",
    "細則",
    "章程",
    "協定",
    "協議",
    "條約",
    "公約",
    "憲章",
    "解釋",
    "規則",
    "規程",
    "準則",
    "標準",
    "要點",
    "綱要",
    "通則",
    "規例",
    "決定",
    "聲明",
    "公報",
    "宣言",
    "憲法",
    "批示",
    "法",
];
const JAPANESE_KINDS: &[&str] = &[
    "施行規則",
    "施行令",
    "基本法",
    "議定書",
    "特例法",
    "通則法",
    "整備法",
    "法律",
    "政令",
    "省令",
    "府令",
    "規則",
    "条例",
    "条約",
    "規程",
    "協定",
    "憲法",
    "告示",
    "勅令",
    "定款",
    "法",
    "令",
];
const KOREAN_KINDS: &[&str] = &[
    "시행규칙",
    "시행령",
    "특별법",
    "특례법",
    "기본법",
    "법률",
    "규칙",
    "규정",
    "조례",
    "조약",
    "협약",
    "협정",
    "헌법",
    "법",
    "령",
    "영",
];

/// Chinese in simplified characters.
static SIMPLIFIED: Tongue = Tongue {
    ordinal: '第',
    units: &[
        ("分编", Subpart),
        ("条", Article),
        ("款", Paragraph),
        ("项", Item),
        ("目", Subitem),
        ("章", Chapter),
        ("节", Section),
        ("编", Part),
        ("項", Item),
        ("條", Article),
    ],
    branch: &["之"],
    joining: &["、", "和", "或者", "或", "以及", "及", "与"],
    ranging: &["至", "到", "—", "－", "-"],
    until: "",
    before: &["前", "上"],
    after: &[],
    this: &["本"],
    same: &["同"],
    each: &["各"],
    kinds: SIMPLIFIED_KINDS,
    generic: &["法律", "规定", "办法", "规则", "解释", "决定", "细则", "条例"],
    supplement: &["附则"],
    titles: &[('《', '》')],
    quotes: &[('“', '”'), ('「', '」'), ('『', '』')],
    counts: true,
    spaced: false,
};
/// Chinese in traditional characters, as in Taiwan: 條, 項, 款, 目.
static TRADITIONAL: Tongue = Tongue {
    units: &[
        ("條", Article),
        ("項", Paragraph),
        ("款", Item),
        ("目", Subitem),
        ("章", Chapter),
        ("節", Section),
        ("編", Part),
        ("篇", Part),
        ("条", Article),
    ],
    joining: &["、", "和", "或者", "或", "以及", "及", "與", "暨", "並"],
    ranging: &["至", "到", "-", "－"],
    after: &["次"],
    kinds: TRADITIONAL_KINDS,
    generic: &["法律", "規定", "辦法", "規則", "解釋", "決定", "細則", "條例"],
    supplement: &["附則"],
    titles: &[('《', '》')],
    ..SIMPLIFIED
};
/// Chinese in traditional characters, as in Hong Kong and Macau: 條, 款, 段 or 項.
static HONG_KONG: Tongue = Tongue {
    units: &[
        ("條", Article),
        ("款", Paragraph),
        ("段", Item),
        ("項", Item),
        ("分節", Subitem),
        ("章", Chapter),
        ("節", Section),
        ("部", Part),
        ("編", Part),
    ],
    ..TRADITIONAL
};
/// Japanese.
static JAPANESE: Tongue = Tongue {
    ordinal: '第',
    units: &[
        ("条", Article),
        ("項", Paragraph),
        ("号", Item),
        ("章", Chapter),
        ("節", Section),
        ("款", Subsection),
        ("編", Part),
        ("條", Article),
        ("號", Item),
    ],
    branch: &["の", "ノ", "之"],
    joining: &["、", "及び", "又は", "若しくは", "並びに", "と", "・", "及ヒ", "又ハ", "及", "又", "若ハ"],
    ranging: &["から", "乃至", "ないし", "～"],
    until: "まで",
    before: &["前"],
    after: &["次"],
    this: &["この", "本"],
    same: &["同"],
    each: &["各"],
    kinds: JAPANESE_KINDS,
    generic: &[
        "法律", "政令", "省令", "規則", "条例", "命令", "法令", "府令", "条約", "告示", "規程", "司法",
        "方法",
    ],
    supplement: &["附則"],
    titles: &[],
    quotes: &[('「', '」'), ('『', '』'), ('“', '”')],
    counts: false,
    spaced: false,
};
/// Korean.
static KOREAN: Tongue = Tongue {
    ordinal: '제',
    units: &[
        ("조", Article),
        ("항", Paragraph),
        ("호", Item),
        ("목", Subitem),
        ("장", Chapter),
        ("절", Section),
        ("관", Subsection),
        ("편", Part),
    ],
    branch: &["의"],
    joining: &[
        "및 ",
        "또는 ",
        "이나 ",
        "나 ",
        "와 ",
        "과 ",
        "ㆍ",
        "·",
        ", ",
        ",",
        " 및 ",
        " 또는 ",
        "・",
        " 내지는 ",
        " 및",
        " 또는",
    ],
    ranging: &["부터 ", " 내지 ", "내지 ", "~", "∼", "부터"],
    until: "까지",
    before: &["전"],
    after: &[],
    this: &["이 "],
    same: &["같은 ", "동"],
    each: &["각 ", "각"],
    kinds: KOREAN_KINDS,
    generic: &["법률", "규칙", "규정", "조례", "방법", "사법", "입법", "불법", "명령", "대통령령", "부령"],
    supplement: &["부칙"],
    titles: &[('「', '」'), ('『', '』')],
    quotes: &[('“', '”'), ('"', '"'), ('‘', '’')],
    counts: false,
    spaced: true,
};

impl Tongue {
    /// The way of writing of a language.
    pub fn of(tag: &str) -> &'static Self {
        let language = Language::of(tag);
        match (language.primary, language.script, language.region) {
            (Primary::Japanese, ..) => &JAPANESE,
            (Primary::Korean, ..) => &KOREAN,
            (_, Some(Script::Traditional), Some(Region::HongKong | Region::Macau)) => &HONG_KONG,
            (_, Some(Script::Traditional), _) => &TRADITIONAL,
            _ => &SIMPLIFIED,
        }
    }
}
