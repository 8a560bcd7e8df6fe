//! Where a title may be broken: at units of sense (GB/T 9704-2012, 7.3.1).

/// Where a line of a title may well begin; and what is never torn apart in one.
pub const STARTS: &[&str] =
    &["关于", "關於", "实施", "联合声明", "联合公报", "合作协定", "的通知", "的决定", "的意见"];

/// A title in pieces that a reading system keeps whole where it can: each begins where a line may well begin.
pub fn units(title: &str) -> Vec<&str> {
    let begins = |at: usize| STARTS.iter().any(|w| title[at..].starts_with(w));
    let cuts = title.char_indices().map(|(at, _)| at).filter(|at| *at > 0 && begins(*at));
    let mut out = vec![];
    let mut from = 0;
    for at in cuts.chain([title.len()]) {
        if at > from {
            out.push(&title[from..at]);
            from = at;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_fall_into_units_of_sense() {
        assert_eq!(
            units("甲国和乙国关于深化新时代中古关系的联合声明"),
            ["甲国和乙国", "关于深化新时代中古关系的", "联合声明"]
        );
        assert_eq!(units("示例办法"), ["示例办法"]);
        assert_eq!(units("关于印发条例的通知"), ["关于印发条例", "的通知"]);
        assert!(units("").is_empty());
    }
}
