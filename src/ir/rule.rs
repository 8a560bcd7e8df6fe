//! The table of rules by which references are found: what each says, and how certain it is.

use serde::{Deserialize, Serialize};

/// How a reference was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Rule {
    /// 本法第十条: it names the act that it stands in.
    Own,
    /// 依照第十条: it names no act, and nothing speaks for another one.
    Bare,
    /// 、第十一条: it goes where the one before it in a list goes.
    Listed,
    /// 至第九条: the end of a range.
    Range,
    /// 前款, 前两款, 前条: counted from where it stands.
    Relative,
    /// 本条, 本章: where it stands.
    Here,
    /// 本法: the act that it stands in, as a whole.
    Act,
    /// 第二款 alone: within the article that it stands in.
    Within,
    /// 同条, 同項: what the reference before it names.
    Same,
    /// 《…法》第十条: the title of an act stands before it.
    Title,
    /// A short form that the text defines, or of a title that it cites.
    Short,
    /// An act named in running text: 刑法第三条.
    Name,
    /// In an amendment: it means the act that is amended.
    Amended,
    /// The number of a document: 国发〔2022〕5号.
    Number,
    /// A reference to an act that stands in the same volume.
    Bound,
}

impl Rule {
    /// All of them, with the name in outputs, what they say in Chinese and English, and how certain they are in
    /// hundredths.
    pub const ALL: &[(Self, &str, (&str, &str), u8)] = &[
        (Self::Own, "own", ("写明本法", "names this act"), 100),
        (Self::Bare, "bare", ("没有写明法名", "names no act"), 95),
        (Self::Listed, "listed", ("与前一引用并列", "listed with the one before"), 99),
        (Self::Range, "range", ("范围的末端", "end of a range"), 99),
        (Self::Relative, "relative", ("按所在位置推算", "counted from its place"), 99),
        (Self::Here, "here", ("所在的单位", "the unit that it stands in"), 100),
        (Self::Act, "act", ("本法全文", "this act as a whole"), 100),
        (Self::Within, "within", ("同一条之内", "within the same article"), 95),
        (Self::Same, "same", ("承前一引用", "what the one before names"), 95),
        (Self::Title, "title", ("写明法名", "the title stands before it"), 100),
        (Self::Short, "short", ("简称", "a short form"), 97),
        (Self::Name, "name", ("行文中的法名", "an act named in running text"), 85),
        (Self::Amended, "amended", ("被修改的文件", "the act that is amended"), 90),
        (Self::Number, "number", ("文号", "the number of a document"), 95),
        (Self::Bound, "bound", ("同一汇编之内", "an act of the same volume"), 97),
    ];

    fn row(self) -> &'static (Self, &'static str, (&'static str, &'static str), u8) {
        Self::ALL.iter().find(|r| r.0 == self).unwrap_or(&Self::ALL[0])
    }
    /// The name in outputs.
    pub fn name(self) -> &'static str {
        self.row().1
    }
    /// The rule of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|r| r.1 == name).map(|r| r.0)
    }
    /// What it says, in Chinese and English.
    pub fn about(self) -> (&'static str, &'static str) {
        self.row().2
    }
    /// How certain it is, in hundredths.
    pub fn confidence(self) -> u8 {
        self.row().3
    }
}

#[cfg(test)]
mod tests {
    use super::Rule;

    #[test]
    fn the_names_are_those_of_the_json_form() {
        for (rule, name, _, confidence) in Rule::ALL {
            assert_eq!(serde_json::to_string(rule).expect("a name"), format!("\"{name}\""));
            assert_eq!(Rule::named(name), Some(*rule));
            assert!((50..=100).contains(confidence));
        }
    }
}
