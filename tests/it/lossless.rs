//! Whatever the bytes: no panic, a sound tree, and not a character lost.

use proptest::prelude::*;
use tiaowen::format::reader_named;
use tiaowen::format::writer_named;
use tiaowen::ir::{source_text, validate};
use tiaowen::write::Job;

/// Lines that look like parts of documents, so that every path of the recogniser is walked.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("第一章　总则".to_owned()),
        Just("第二节 分则".to_owned()),
        Just("附　则".to_owned()),
        Just("目　录".to_owned()),
        Just("附件1".to_owned()),
        Just("附件：1．名单".to_owned()),
        Just("（新华社北京11月25日电）".to_owned()),
        Just("2024年10月8日".to_owned()),
        Just("——破折号项".to_owned()),
        Just("各县人民政府：".to_owned()),
        Just("将第三条修改为：“第三条　国家保护".to_owned()),
        Just("第十条第一款规定的处罚”".to_owned()),
        "第[一二三十百]{1,3}条(之[一二])?　?[甲乙，。]{0,6}",
        "[一二三十]{1,2}、[甲乙丙，。（）“”]{0,8}",
        "（[一二三]）[甲乙丙。]{0,5}",
        "[1-9]{1,2}[.．、][甲乙丙。]{0,5}",
        "[甲乙丙a1 　，。：；“”·—…]{0,20}",
        "\\PC{0,8}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost(lines in prop::collection::vec((line(), prop::sample::select(vec!["\n", "\r\n", "　　", "\n　　", " ", "\n\n"])), 1..14)) {
        let text: String = lines.iter().flat_map(|(l, s)| [l.as_str(), s]).collect();
        prop_assume!(!text.trim_matches(|c: char| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}').is_empty());
        prop_assume!(!text.starts_with('\u{feff}'));
        let Ok(doc) = crate::help::document(text.as_bytes(), "p.txt", reader_named("text").expect("a reader")) else {
            return Ok(());
        };
        prop_assert_eq!(source_text(&doc), text.clone());
        prop_assert_eq!(validate(&doc, Some(&text)), []);
        for format in ["text", "pages", "epub"] {
            tiaowen::write(&doc, writer_named(format).expect("a writer"), &Job::default()).expect("an output");
        }
        let tei = writer_named("tei").expect("a writer");
        let (file, _) = tiaowen::write(&doc, tei, &Job::default()).expect("TEI");
        let again = crate::help::document(&file, "p.xml", reader_named("tei").expect("a reader"));
        let again = again.unwrap_or_else(|e| panic!("{e}\n{}", String::from_utf8_lossy(&file)));
        let (second, _) = tiaowen::write(&again, tei, &Job::default()).expect("TEI");
        prop_assert_eq!(String::from_utf8_lossy(&second), String::from_utf8_lossy(&file));
        prop_assert_eq!(source_text(&again), text);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = crate::help::document(&bytes, "p.txt", reader_named("text").expect("a reader"));
        for reader in tiaowen::format::readers() {
            let _ = crate::help::document(&bytes, "p", reader);
        }
    }
}

/// A label alone and the heading below it, where the label becomes none: the heading stays.
#[test]
fn what_heads_a_label_that_is_none_is_kept() {
    for text in
        ["1.\n总则\n\n乙。\n\n1. 丁；\n", "甲。\n\n第一章\n标题\n\n乙。\n\n1\\. 丁；\n", "1.\n总则\n\n乙。\n"]
    {
        let doc = crate::help::document(text.as_bytes(), "a.md", reader_named("markdown").expect("a reader"))
            .expect(text);
        assert_eq!(source_text(&doc), text);
    }
}
