//! Words in both languages, for what fills the places of a sentence; nothing else gets there, so that no text of a
//! library's in one language does.

use super::Lang;
use std::borrow::Cow;
use std::{fmt, io, path};

/// A phrase in both languages, or a name or a quotation that is the same in both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Words {
    zh: Cow<'static, str>,
    /// Nothing where it is the same.
    en: Option<Cow<'static, str>>,
}

/// What stands between the languages where both are one literal.
const BETWEEN: &str = " / ";

impl Words {
    /// A phrase in both languages.
    pub fn new(zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { zh: zh.into(), en: Some(en.into()) }
    }

    /// What is the same in both: a name, a number, a quotation.
    pub fn same(text: impl Into<Cow<'static, str>>) -> Self {
        Self { zh: text.into(), en: None }
    }

    /// The name of a file; what has none came on standard input.
    pub fn file(name: &str) -> Self {
        if name.is_empty() { "标准输入 / standard input".into() } else { Self::same(name.to_owned()) }
    }

    /// In the wanted language.
    pub fn say(&self, lang: Lang) -> &str {
        match (lang, &self.en) {
            (Lang::En, Some(en)) => en,
            _ => &self.zh,
        }
    }

    /// With a name or a place before it.
    #[must_use]
    pub fn after(&self, name: &str) -> Self {
        Self {
            zh: format!("{name}：{}", self.zh).into(),
            en: Some(format!("{name}: {}", self.say(Lang::En)).into()),
        }
    }

    /// Several as one.
    pub fn join(list: &[Self]) -> Self {
        let all = |lang| list.iter().map(|w| w.say(lang)).collect::<Vec<_>>();
        Self::new(all(Lang::Zh).join("；"), all(Lang::En).join("; "))
    }
}

/// A literal says both, Chinese first: `没有原文 / there is no source`; one without ` / ` is the same in both.
impl From<&'static str> for Words {
    fn from(both: &'static str) -> Self {
        match both.split_once(BETWEEN) {
            Some((zh, en)) => Self::new(zh, en),
            None => Self::same(both),
        }
    }
}

/// In English, for programmers; messages say which language they want.
impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.say(Lang::En))
    }
}

/// What can fill a place of a sentence.
pub trait Detail {
    /// In words.
    fn words(&self) -> Words;
}

impl Detail for Words {
    fn words(&self) -> Words {
        self.clone()
    }
}

impl<T: Detail + ?Sized> Detail for &T {
    fn words(&self) -> Words {
        (**self).words()
    }
}

macro_rules! the_same_in_both {
    ($($kind:ty),*) => {$(
        impl Detail for $kind {
            fn words(&self) -> Words {
                Words::same(self.to_string())
            }
        }
    )*};
}

the_same_in_both!(str, String, Cow<'_, str>, char, u8, u16, u32, u64, usize, i64, path::Display<'_>);

/// Why nothing can be written anywhere on a disk.
pub(super) const READ_ONLY: &str = "所在的磁盘只能读 / the disk can only be read";

/// Why the system refused, without its own words.
impl Detail for io::Error {
    fn words(&self) -> Words {
        use io::ErrorKind as Kind;
        let known: &'static str = match self.kind() {
            Kind::NotFound => "没有这个文件或文件夹 / there is no such file or folder",
            Kind::PermissionDenied => {
                "没有权限，请检查文件和文件夹的权限 / permission is denied; look at the rights of the file and its folder"
            }
            Kind::AlreadyExists => "已经存在 / it is there already",
            Kind::NotADirectory => "路径中间有一段不是文件夹 / a part of the path is no folder",
            Kind::IsADirectory => "是文件夹，不是文件 / it is a folder, not a file",
            Kind::DirectoryNotEmpty => "文件夹不是空的 / the folder is not empty",
            Kind::ReadOnlyFilesystem => READ_ONLY,
            Kind::StorageFull | Kind::QuotaExceeded => {
                "磁盘已满，请腾出空间或另选位置 / the disk is full; make room or choose another place"
            }
            Kind::FileTooLarge => {
                "文件超过系统允许的大小（ulimit -f）或磁盘的格式允许的大小 / the file is larger than the system (ulimit -f) or the format of the disk allows"
            }
            Kind::InvalidFilename => {
                "文件名太长或不合规则，请改短 / the name is too long or not allowed; choose a shorter one"
            }
            Kind::CrossesDevices => "不在同一个磁盘上 / it is on another disk",
            Kind::BrokenPipe => "接收的程序已经退出 / the program that reads it is gone",
            Kind::TimedOut => "等待超时 / it took too long",
            Kind::Interrupted => "被中断 / it was interrupted",
            Kind::InvalidData => "内容不是 UTF-8 文字 / it is no text in UTF-8",
            Kind::UnexpectedEof => "文件不完整 / the file is cut off",
            Kind::OutOfMemory => "内存不足 / there is not enough memory",
            // `ELOOP` has no stable kind.
            _ => {
                return self
                    .raw_os_error()
                    .map_or_else(|| Words::from("系统不允许 / the system refuses it"), number);
            }
        };
        known.into()
    }
}

/// What has no name among the kinds.
fn number(code: i32) -> Words {
    Words::new(format!("系统不允许（错误号 {code}）"), format!("the system refuses it (its number {code})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_says_both_and_a_name_is_the_same() {
        let both = Words::from("没有原文 / there is no source");
        assert_eq!((both.say(Lang::Zh), both.say(Lang::En)), ("没有原文", "there is no source"));
        let name = "a / b".to_owned().words();
        assert_eq!((name.say(Lang::Zh), name.say(Lang::En)), ("a / b", "a / b"));
        assert_eq!(both.after("x").say(Lang::En), "x: there is no source");
    }

    #[test]
    fn the_systems_own_words_are_not_used() {
        let denied = io::Error::from_raw_os_error(13).words();
        assert!(denied.say(Lang::Zh).contains("权限") && !denied.say(Lang::En).contains("os error"));
    }
}
