//! Tests of the composer, rule by rule; docs/conformance/clreq.md says which rule each of them holds.

use super::breaks::{Class, Region, Signs, class, class_in, may_break};
use super::line::{Line, Measure, Unit, compose};
use crate::profile::{Align, Mode};
use proptest::prelude::*;

/// Units as the embedded Song has them: marks, Han and dashes of one em, Latin of half an em.
fn units(s: &str) -> Vec<Unit> {
    let advance = |c: char| match c {
        '·' => 0.33,
        '—' => 0.89,
        c if c.is_ascii() => 0.5,
        _ => 1.0,
    };
    s.chars()
        .map(|c| Unit { char: c, class: class(c), advance: advance(c), held: false, divides: None })
        .collect()
}

fn measure(width: f32) -> Measure {
    Measure {
        mode: Mode::Clreq,
        align: Align::Justify,
        width,
        pitch: 1.0,
        indent: 0.0,
        hanging: false,
        few: false,
        title: false,
    }
}

fn set(s: &str, m: &Measure) -> Vec<Line> {
    compose(&units(s), m)
}

fn texts(s: &str, m: &Measure) -> Vec<String> {
    let chars: Vec<char> = s.chars().collect();
    set(s, m).iter().map(|l| chars[l.start..l.end].iter().collect()).collect()
}

/// Distances between the origins of the glyphs of a text on one line.
fn distances(s: &str) -> Vec<f32> {
    let line = &set(s, &measure(1000.0))[0];
    line.x.windows(2).map(|w| ((w[1] - w[0]) * 100.0).round() / 100.0).collect()
}

/// Whether a line may end between two characters.
fn breaks_between(a: char, b: char) -> bool {
    let text = ['甲', a, b, '乙'];
    let classes = text.map(class);
    may_break(&Signs::of(text.to_vec()), &classes, 2)
}

#[test]
fn no_line_begins_with_a_closing_mark() {
    for c in "，。、；：？！”’）》〉】〕」』〗".chars() {
        assert!(!breaks_between('甲', c), "{c}");
    }
}

#[test]
fn no_line_begins_with_an_interpunct() {
    for c in "·‧・".chars() {
        assert!(!breaks_between('甲', c), "{c}");
    }
}

#[test]
fn no_line_begins_with_a_connector() {
    for c in "—～–".chars() {
        assert!(!breaks_between('甲', c), "{c}");
    }
}

#[test]
fn no_line_ends_with_an_opening_mark() {
    for c in "“‘（《〈【〔「『〖".chars() {
        assert!(!breaks_between(c, '甲'), "{c}");
    }
}

#[test]
fn a_dash_is_one_unit_of_two_em() {
    assert!(!breaks_between('—', '—'));
    // The ink of the halves meets: the first stands at the right of its box, the second at the left.
    let x = &set("甲——乙", &measure(100.0))[0].x;
    assert!((x[2] - (x[1] + 0.89)).abs() < 1e-3 && (x[3] - x[0] - 3.0).abs() < 1e-3, "{x:?}");
}

#[test]
fn an_ellipsis_is_one_unit_of_two_em_and_never_stretched() {
    assert!(!breaks_between('…', '…'));
    let s = "甲乙丙丁……戊己庚辛壬癸";
    for line in set(s, &measure(6.3)) {
        for (k, w) in line.x.windows(2).enumerate() {
            let pair: String = s.chars().skip(line.start + k).take(2).collect();
            assert!(pair != "……" || (w[1] - w[0] - 1.0).abs() < 1e-3);
        }
    }
}

#[test]
fn adjacent_marks_take_one_and_a_half_em() {
    assert_eq!(distances("好，“好"), [1.0, 0.5, 1.0]);
    assert_eq!(distances("好”）好"), [1.0, 0.5, 1.0]);
    assert_eq!(distances("好》，好"), [1.0, 0.5, 1.0]);
}

#[test]
fn three_marks_take_two_em_and_stay_together() {
    let d = distances("好。”）好");
    assert!((d[1] + d[2] + d[3] - 2.0).abs() < 1e-3, "{d:?}");
    assert!(!breaks_between('。', '”') && !breaks_between('”', '）'));
}

#[test]
fn brackets_hug_what_they_enclose() {
    // The blank of marks that meet is taken from between them: the mark and its content keep their distance.
    assert_eq!(distances("（（甲））"), [0.5, 1.0, 1.0, 0.5]);
}

#[test]
fn an_opening_mark_at_the_start_of_a_line_loses_its_blank() {
    let line = &set("“甲乙", &measure(100.0))[0];
    assert!((line.x[0] + 0.5).abs() < 1e-3 && (line.x[1] - 0.5).abs() < 1e-3, "{:?}", line.x);
}

#[test]
fn the_first_line_is_indented_by_two_em() {
    let m = Measure { indent: 2.0, ..measure(20.0) };
    assert!((set("甲乙", &m)[0].x[0] - 2.0).abs() < 1e-3);
    // An opening mark there loses its blank like at the start of any line.
    assert!((set("“甲乙", &m)[0].x[1] - 2.5).abs() < 1e-3);
}

#[test]
fn han_and_latin_stand_a_quarter_em_apart_and_not_at_marks() {
    assert_eq!(distances("第5条"), [1.25, 0.75]);
    assert_eq!(distances("甲，5条"), [1.0, 1.0, 0.75]);
    assert_eq!(distances("（5）"), [1.0, 0.5]);
    // m²计: what is raised belongs to the letter before it.
    let mut raised = units("甲m2计");
    raised[2].class = Class::Raised;
    let line = &compose(&raised, &measure(100.0))[0];
    let gaps: Vec<f32> = line.x.windows(2).map(|w| w[1] - w[0]).collect();
    assert!((gaps[0] - 1.25).abs() < 1e-3 && (gaps[2] - gaps[1] - 0.25).abs() < 1e-3, "{gaps:?}");
}

#[test]
fn marks_have_our_widths_whatever_the_font_says() {
    assert_eq!(distances("甲“乙”"), [1.0, 1.0, 1.0]);
    // Half an em for the interpunct, one for a single dash.
    let d = distances("甲·乙");
    assert!((d[0] + d[1] - 1.5).abs() < 1e-3, "{d:?}");
    let d = distances("甲—乙");
    assert!((d[0] + d[1] - 2.0).abs() < 1e-3, "{d:?}");
}

#[test]
fn doubled_exclamations_take_one_em() {
    let total = |s: &str| distances(s).iter().sum::<f32>();
    assert!((total("甲！？乙") - 2.0).abs() < 1e-3, "{:?}", distances("甲！？乙"));
    assert!((total("甲！！！乙") - 3.0).abs() < 1e-3, "{:?}", distances("甲！！！乙"));
}

#[test]
fn the_last_line_has_its_natural_width() {
    let s = "甲乙丙丁戊己庚辛壬癸子丑寅卯";
    let lines = set(s, &measure(10.3));
    let last = lines.last().expect("lines");
    assert!(last.x.windows(2).all(|w| (w[1] - w[0] - 1.0).abs() < 1e-3));
}

#[test]
fn blank_is_given_up_in_order() {
    // Too wide by a quarter: the bracket gives it up, the comma and the full stop keep theirs.
    let s = "甲（乙）丙，丁。戊己";
    let line = &set(s, &measure(9.75))[0];
    let natural = &set(s, &measure(100.0))[0];
    let lost = |from: usize, to: usize| (natural.x[to] - natural.x[from]) - (line.x[to] - line.x[from]);
    assert_eq!(line.end, s.chars().count());
    assert!(lost(0, 4) > 0.2, "brackets {}", lost(0, 4));
    assert!(lost(5, 6).abs() < 1e-3 && lost(7, 8).abs() < 1e-3, "comma and stop");
}

#[test]
fn marks_of_one_step_shrink_alike() {
    let s = "甲，乙，丙，丁戊己";
    let line = &set(s, &measure(8.4))[0];
    let widths: Vec<f32> = [1, 3, 5].map(|i| line.x[i + 1] - line.x[i]).to_vec();
    assert!(widths.iter().all(|w| (w - widths[0]).abs() < 1e-3 && *w < 1.0 && *w >= 0.5), "{widths:?}");
}

#[test]
fn room_is_taken_in_order() {
    // A quarter too little: the gap between Han and Latin takes it, the others nothing.
    let s = "甲乙丙5丁戊己庚辛壬癸";
    let line = &set(s, &measure(7.2))[0];
    let gap = line.x[3] - line.x[2] - 1.0;
    assert!(gap > 0.26, "{gap}");
    assert!((line.x[1] - line.x[0] - 1.0).abs() < 1e-3);
}

#[test]
fn what_follows_a_label_stands_equally_far_from_it_in_every_line() {
    let label = |s: &str, n: usize, width: f32| {
        let mut u = units(s);
        u[..n].iter_mut().for_each(|c| c.held = true);
        let line = &compose(&u, &measure(width))[0];
        (line.end, line.x.windows(2).map(|w| w[1] - w[0]).collect::<Vec<f32>>())
    };
    // Too wide by a quarter, by nothing, and with room left.
    for width in [12.25, 12.5, 12.9] {
        let (end, d) = label("（一）甲乙丙，丁戊己庚辛。壬癸", 3, width);
        assert_eq!(end, if width < 12.5 { 13 } else { end });
        assert!((d[2] - 1.0).abs() < 1e-3, "{width}: {d:?}");
    }
    // The signs of a label take room where the gaps of the text would be seen, its space never.
    let (_, d) = label("第一百条　甲乙丙丁戊己庚辛壬癸子丑寅卯", 4, 16.3);
    assert!(d[..5].iter().all(|d| (d - 1.0).abs() < 1e-3) && d[6] > 1.02, "{d:?}");
    let (end, d) = label("第一百条　甲乙丙丁戊己庚辛ABCDEF子丑", 4, 14.0);
    assert!(end == 13 && (d[0] - d[6]).abs() < 1e-3 && d[0] > 1.05, "{d:?}");
    assert!((d[3] + d[4] - 2.0).abs() < 1e-3, "{d:?}");
}

#[test]
fn a_loose_line_is_told() {
    let s = format!("甲乙丙丁戊己{}甲乙", "a".repeat(30));
    assert!(set(&s, &measure(18.0)).iter().any(|l| l.loose));
    assert!(set(&"甲乙丙，".repeat(30), &measure(18.0)).iter().all(|l| !l.loose));
}

#[test]
fn stops_hang_only_when_asked() {
    let s = "甲乙丙丁戊己庚辛壬癸，子丑寅卯";
    let plain = measure(10.0);
    assert!(texts(s, &plain)[0].chars().count() != 11 || set(s, &plain)[0].x[10] < 9.6);
    let m = Measure { hanging: true, ..plain };
    let line = &set(s, &m)[0];
    assert_eq!((line.end, (line.x[10] - 10.0).abs() < 1e-3), (11, true), "{:?}", line.x);
}

#[test]
fn the_sign_of_a_note_stays_with_its_word() {
    let mut u = units("甲乙丙〔1〕，丁戊己");
    for unit in &mut u[3..6] {
        unit.class = Class::Raised;
        unit.advance *= 0.6;
    }
    for width in 3..10 {
        for line in compose(&u, &measure(width as f32)) {
            assert!(!(3..6).contains(&line.start), "{width}");
        }
    }
}

proptest! {
    #[test]
    fn no_gap_is_negative_and_no_line_too_wide(
        s in "[甲乙丙丁，。、“”（）《》！？·a1]{1,120}",
        width in 8u32..40,
    ) {
        let m = measure(width as f32);
        for line in set(&s, &m) {
            if line.forced {
                continue;
            }
            let right = line.x[line.x.len() - 1];
            prop_assert!(right <= width as f32 + 0.6, "{right} in {width}");
            for (k, w) in line.x.windows(2).enumerate() {
                // An opening mark may stand where its blank half covers what is before it.
                let opens = matches!(class(s.chars().nth(line.start + k + 1).unwrap_or(' ')), Class::Open);
                let least = if opens { -0.6 } else { -0.1 };
                prop_assert!(w[1] - w[0] > least, "{:?}", line.x);
            }
        }
    }
}

#[test]
fn japanese_marks_begin_no_line() {
    for c in "ぁぃぅぇぉっゃゅょァィゥェォッャュョー々".chars() {
        assert!(!breaks_between('あ', c), "{c}");
    }
}

#[test]
fn titles_break_at_units_of_sense() {
    let m = Measure { align: Align::Centre, title: true, ..measure(20.0) };
    let s = "中华人民共和国和古巴共和国关于深化新时代中古关系的联合声明";
    assert_eq!(texts(s, &m), ["中华人民共和国和古巴共和国", "关于深化新时代中古关系的联合声明"]);
}

fn regional(text: &str, region: Region) -> Vec<Unit> {
    units(text).into_iter().map(|u| Unit { class: class_in(u.char, region), ..u }).collect()
}

#[test]
fn japanese_blank_is_given_up_in_its_own_order() {
    let text = "一・二、（三）四。五六";
    let japanese = regional(text, Region::Japanese);
    let natural = &compose(&japanese, &measure(100.0))[0];
    assert!((natural.x[2] - 2.0).abs() < 1e-3, "・ takes an em");
    let lost =
        |line: &Line, from: usize, to: usize| (natural.x[to] - natural.x[from]) - (line.x[to] - line.x[from]);
    // A quarter too wide: the sides of ・ give it up; three quarters: brackets and the comma alike, never the stop.
    let line = &compose(&japanese, &measure(natural.x[10] + 1.0 - 0.25))[0];
    assert!((lost(line, 0, 2) - 0.25).abs() < 1e-3 && lost(line, 2, 10).abs() < 1e-3);
    let line = &compose(&japanese, &measure(natural.x[10] + 1.0 - 0.75))[0];
    assert!((lost(line, 0, 2) - 0.5).abs() < 1e-3 && (lost(line, 6, 7) - 0.25).abs() < 1e-3);
    assert!(lost(line, 8, 9).abs() < 1e-3, "。 keeps its blank");
    assert_eq!(class_in('？', Region::Japanese), Class::Centred);
}

#[test]
fn stops_in_the_middle_of_their_boxes_keep_them() {
    let text = "甲，乙。」丙、";
    let centred = regional(text, Region::Traditional);
    let line = &compose(&centred, &measure(1000.0))[0];
    let distances: Vec<f32> = line.x.windows(2).map(|w| w[1] - w[0]).collect();
    // No blank is given up, neither between marks nor in a line that is too long.
    assert!(distances.iter().all(|d| (d - 1.0).abs() < 1e-3), "{distances:?}");
    assert_eq!(compose(&centred, &measure(6.4))[0].end, 5);
    let chars = Signs::of(text.chars().collect());
    let classes: Vec<Class> = centred.iter().map(|u| u.class).collect();
    assert!(!may_break(&chars, &classes, 1) && !may_break(&chars, &classes, 3));
}
