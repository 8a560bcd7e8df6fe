//! `tiaowen --version --verbose`: what somebody who helps wants to know.

use crate::finding::Lang;
use crate::font::{FaceRole, FontSet};
use std::ffi::OsString;

/// Whether more than the number of the version is asked for.
pub fn is_asked(arguments: &[OsString]) -> bool {
    let has = |names: [&str; 2]| arguments.iter().any(|a| names.iter().any(|n| a == n));
    let first = arguments.first().and_then(|a| a.to_str()).is_some_and(|a| a.starts_with('-'));
    first && has(["--version", "-V"]) && has(["--verbose", "-v"])
}

/// What this program is made of.
pub fn text(lang: Lang) -> String {
    let say = |zh, en| if lang == Lang::Zh { zh } else { en };
    let mut out = format!("tiaowen {}\n", env!("CARGO_PKG_VERSION"));
    let colon = say("：", ": ");
    let mut line = |name: &str, value: &str| out.extend([name, colon, value, "\n"]);
    let commit = option_env!("TIAOWEN_COMMIT").filter(|c| !c.is_empty());
    line(say("提交", "commit"), commit.unwrap_or(say("未记录", "not recorded")));
    let features: Vec<&str> = [
        ("cli", cfg!(feature = "cli")),
        ("embedded-fonts", cfg!(feature = "embedded-fonts")),
        ("host", cfg!(feature = "host")),
        ("serve", cfg!(feature = "serve")),
    ]
    .iter()
    .filter_map(|(name, there)| there.then_some(*name))
    .collect();
    line(say("功能", "features"), &features.join(", "));
    let inside = FontSet::embedded();
    let mut fonts: Vec<String> = vec![];
    for role in FaceRole::ALL {
        if let Some((file, _)) = inside.find(role, false, "zh-Hans-CN") {
            let font = format!("{} {}", role.chinese(), file.name);
            if !fonts.contains(&font) {
                fonts.push(font);
            }
        }
    }
    line(
        say("内嵌字体", "fonts"),
        &if fonts.is_empty() { say("无", "none").into() } else { fonts.join(", ") },
    );
    let libraries = option_env!("TIAOWEN_LIBRARIES").filter(|l| !l.is_empty());
    line(say("程序库", "libraries"), libraries.unwrap_or(say("未记录", "not recorded")));
    out
}
