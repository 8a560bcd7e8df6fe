//! What looks like a reference and stays text, with the reason.

use crate::ir::Id;
use crate::text::Span;

/// Why something that looks like a reference stays text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// No such article, chapter …, or it is there more than once.
    Missing,
    /// The article has no such 款 or 项.
    MissingPart,
    /// 前款 in a first paragraph: nothing stands before.
    Nothing,
    /// Several acts may be meant.
    Which,
    /// It stands in a quotation, whose act is not told.
    Quoted,
    /// It may count something else: 第二条船.
    Counts,
    /// The end of a range comes before its beginning.
    Backwards,
}

impl Why {
    /// The name in outputs, and what it says in Chinese and English.
    pub const fn about(self) -> (&'static str, (&'static str, &'static str)) {
        match self {
            Self::Missing => ("missing", ("文中没有这一条", "there is no such provision")),
            Self::MissingPart => {
                ("missing-part", ("该条没有这一款或项", "the article has no such paragraph or item"))
            }
            Self::Nothing => {
                ("nothing-before", ("之前没有这样的单位", "nothing of the kind stands before it"))
            }
            Self::Which => ("which-act", ("不能确定是哪个文件", "it is not told which act is meant")),
            Self::Quoted => {
                ("quoted", ("在引文中，不能确定是哪个文件", "it stands in a quotation whose act is not told"))
            }
            Self::Counts => ("counts", ("可能不是条文", "it may be no provision")),
            Self::Backwards => ("backwards", ("范围的末端在起点之前", "the range ends before it begins")),
        }
    }
}

/// Something that looks like a reference, and what is unsure about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Where it stands in the source.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// Why it stays text, or what is wrong with it.
    pub why: Why,
    /// The provision that it stands in.
    pub within: Option<Id>,
}
