//! A paragraph into lines: the best set of breaks for the whole paragraph, with ordered compression and expansion
//! (CLREQ 3.2). All lengths are in em of the paragraph's type size.

use super::breaks::{Class, Signs};
use super::ends::Ends;
use super::grid;
pub use super::measure::Measure;
use super::runs::opportunities;
pub use super::spacing::Unit;
use super::spacing::{STEPS, Sums, box_of, shift_in_box, take};
use crate::present::balance::Broken;
use crate::present::sense;
use crate::profile::{Align, Mode};

/// A composed line.
#[derive(Clone, Debug)]
pub struct Line {
    /// First character.
    pub start: usize,
    /// The character after the last one.
    pub end: usize,
    /// Left edge of each glyph, from the left edge of the measure.
    pub x: Vec<f32>,
    /// The left edge of the hyphen behind it, where it divides a word.
    pub hyphen: Option<f32>,
    /// Whether it was broken where it may not.
    pub forced: bool,
    /// Whether its gaps are wider than an eighth of an em.
    pub loose: bool,
}

/// What taking a whole step costs: stops give up their blank only when nothing else is left.
const STEP_COST: [f32; STEPS] = [0.2, 0.5, 0.5, 1.0, 3.0];
/// Stretch per gap, in em, that counts as one unit of badness.
const TOLERANCE: f32 = 0.02;
/// Beyond that it costs so much that the other lines of the paragraph rather give up their blank.
const STEEP: f32 = 100.0;
/// Lines shorter than this share of the measure are looked at only where no fuller one can be had.
const LEAST: f32 = 0.75;
/// What any line costs.
const LEAST_COST: f32 = 0.1;
/// What a line costs where few are wanted: more than giving up blank, less than gaps that are seen.
const EACH: f32 = 50.0;
/// In the grid, what is held together is parted rather than leave more than seven cells empty.
const HELD_IN_CELLS: f32 = 49.0;
/// What dividing a word costs, and what it costs besides where the line before divides one.
const DIVIDED: f32 = 1.0;
const LADDER: f32 = 5.0;
/// What it costs if the rest of a word begins the last line.
const REST: f32 = 100.0;
/// What marks that stand outside the grid cost: less than the empty cell that is there without.
const OUTSIDE: f32 = 0.3;
/// A last line with fewer than two characters.
const ORPHAN: f32 = 1.0e5;
/// A line broken where it may not.
const FORCED: f32 = 1.0e7;

/// Breaks a paragraph into lines.
pub fn compose(units: &[Unit], m: &Measure) -> Vec<Line> {
    if units.is_empty() {
        return vec![];
    }
    let text = Signs::of(units.iter().map(|u| u.char).collect());
    let sums = match m.mode {
        Mode::Clreq => Sums::free(units, &text),
        Mode::Grid => Sums::grid(units, m.pitch),
    };
    let ends = Ends::of(units, &sums, m.mode, m.hanging);
    let c = Composer { units, text: &text, sums, m, ends };
    let balanced = if m.title && c.natural(0, units.len()) > c.room(0) { c.balanced() } else { None };
    let breaks = balanced.unwrap_or_else(|| c.breaks());
    breaks.into_iter().map(|(start, end, forced)| c.line(start, end, forced)).collect()
}

struct Composer<'a> {
    units: &'a [Unit],
    text: &'a Signs,
    sums: Sums,
    m: &'a Measure,
    ends: Ends,
}

/// The best way to a break: its cost, where its line starts, and whether it was forced.
#[derive(Clone, Copy)]
struct Best {
    cost: f32,
    from: usize,
    forced: bool,
}

impl Composer<'_> {
    fn room(&self, start: usize) -> f32 {
        self.m.width - if start == 0 { self.m.indent } else { 0.0 }
    }

    /// Natural width of a line, edges trimmed.
    fn natural(&self, start: usize, end: usize) -> f32 {
        let hyphen = self.hyphen(end).unwrap_or(0.0);
        let end = self.ends.trimmed[end].max(start + 1);
        let w = self.sums.width[end] - self.sums.width[start] - self.sums.gaps[start].natural + hyphen;
        w - self.start_trim(start) - self.ends.trim[end]
    }

    /// The width of the hyphen of a line that ends before `end`, if that divides a word: the grid divides none.
    fn hyphen(&self, end: usize) -> Option<f32> {
        self.units.get(end).filter(|_| self.m.mode == Mode::Clreq).and_then(|u| u.divides)
    }

    /// An opening mark at the start of a line loses its blank half (CLREQ 3.1.6).
    fn start_trim(&self, start: usize) -> f32 {
        if self.units[start].class == Class::Open && self.m.mode == Mode::Clreq { 0.5 } else { 0.0 }
    }

    /// Below what [`Ends::least`] must be for a line that begins at `start` to fit.
    fn most(&self, start: usize) -> f32 {
        // In the grid marks may stand outside.
        if self.m.mode == Mode::Grid {
            return f32::INFINITY;
        }
        let width = self.sums.width[start];
        let begun = width + self.sums.gaps[start].natural + self.start_trim(start);
        // What is rounded off grows with the sums.
        self.room(start) + begun - self.ends.shrink[start + 1] + 0.05 + 1e-6 * width
    }

    /// What every line costs.
    const fn each(&self) -> f32 {
        if self.m.few { EACH } else { LEAST_COST }
    }

    /// The cost of a line; `None` when it does not fit.
    fn cost(&self, start: usize, end: usize) -> Option<f32> {
        let last = end == self.units.len();
        let slack = self.room(start) - self.natural(start, end);
        let mut cost = self.each();
        if last && start > 0 {
            let characters = self.units[start..end].iter().filter(|u| !u.class.is_mark()).count();
            if characters < 2 {
                cost += ORPHAN;
            }
        }
        if self.m.align == Align::Left {
            let ragged = if last { 0.0 } else { (slack / self.m.width).powi(2) };
            return (slack >= -1e-3).then_some(cost + ragged);
        }
        if self.m.align != Align::Justify {
            // A heading with a word that is longer than a line.
            return (slack >= -1e-3).then(|| cost + (slack / self.m.width).powi(2) * 10.0);
        }
        if self.m.mode == Mode::Grid
            && slack < -1e-3
            && -slack <= grid::outside(self.units, start..end) + 1e-3
        {
            return Some(cost + OUTSIDE);
        }
        if slack < -1e-3 {
            let (taken, left) = take(&self.sums.total_shrink(start, end), -slack);
            let spent: f32 = taken.iter().zip(STEP_COST).map(|(t, weight)| weight * t * t).sum();
            return (left <= 1e-3).then_some(cost + spent);
        }
        if last {
            return Some(cost);
        }
        if self.m.mode == Mode::Grid {
            return Some(cost + slack * slack);
        }
        let takers = self.sums.takers(start, end);
        let (per_gap, _) = takers.gaps(slack);
        let used_early = slack.min(takers.early) / takers.early.max(1e-6);
        let badness = (per_gap / TOLERANCE).powi(2);
        let beyond = STEEP * (badness - 1.0).max(0.0);
        Some(cost + badness + beyond + 0.3 * used_early * used_early)
    }

    /// The lines of a title or heading that takes more than one, like those of [`Self::breaks`].
    fn balanced(&self) -> Option<Vec<(usize, usize, bool)>> {
        let classes: Vec<Class> = self.units.iter().map(|u| u.class).collect();
        let (legal, parts) = opportunities(self.text, &classes);
        let mut torn = sense::torn(self.text);
        for (end, cost) in torn.iter_mut().enumerate().skip(1) {
            *cost = if legal[end] { cost.min(sense::WORD) + parts[end] } else { f32::INFINITY };
        }
        let width = |from: usize, to: usize| self.natural(from, to);
        let ends = Broken { torn: &torn, width: &width, room: self.room(0) }.lines()?;
        let starts = std::iter::once(0).chain(ends.iter().copied());
        Some(starts.zip(&ends).map(|(start, end)| (start, *end, false)).collect())
    }

    /// The cheapest breaks: `(start, end, forced)` of every line.
    fn breaks(&self) -> Vec<(usize, usize, bool)> {
        let n = self.units.len();
        let classes: Vec<Class> = self.units.iter().map(|u| u.class).collect();
        let (legal, parts) = opportunities(self.text, &classes);
        let mut best: Vec<Option<Best>> = vec![None; n + 1];
        best[0] = Some(Best { cost: 0.0, from: 0, forced: false });
        for start in 0..n {
            let Some(here) = best[start] else { continue };
            // Lines that are nearly full come first; shorter ones are looked at where there are none.
            let least = if self.m.align == Align::Justify { LEAST * self.room(start) } else { 0.0 };
            let nearly = self.sums.width.partition_point(|w| *w < self.sums.width[start] + least);
            let nearly = nearly.clamp(start + 1, n);
            let short = if nearly == n { start + 1..n } else { start + 1..start + 1 };
            let mut fits = self.extend(&mut best, (&legal, &parts), here.cost, start, short)
                | self.extend(&mut best, (&legal, &parts), here.cost, start, nearly..n + 1);
            if !fits && nearly > start + 1 {
                fits = self.extend(&mut best, (&legal, &parts), here.cost, start, start + 1..nearly);
            }
            if !fits {
                let end = self.forced_end(start);
                let cost = here.cost + FORCED;
                if best[end].is_none_or(|b| cost < b.cost) {
                    best[end] = Some(Best { cost, from: start, forced: true });
                }
            }
        }
        let mut out = vec![];
        let mut end = n;
        while end > 0 {
            let Some(b) = best[end] else { break };
            out.push((b.from, end, b.forced));
            end = b.from;
        }
        out.reverse();
        out
    }

    /// Tries the ends of the line that begins at `start`, and says whether it could end at any.
    fn extend(
        &self,
        best: &mut [Option<Best>],
        (legal, parts): (&[bool], &[f32]),
        before: f32,
        start: usize,
        ends: std::ops::Range<usize>,
    ) -> bool {
        let reach = self.room(start) * 1.5 + 2.0;
        let most = self.most(start);
        // Of two cells that one has to be left empty of, for a last line of two characters, the later one is seen less.
        let as_good = if self.m.mode == Mode::Grid { 1e-3 } else { 0.0 };
        let mut fits = false;
        for end in ends {
            if self.sums.width[end] - self.sums.width[start] > reach || self.ends.least[end] > most {
                break;
            }
            // No line costs less.
            let hopeless = || fits && best[end].is_some_and(|b| b.cost + as_good <= before + self.each());
            let divided = !legal[end] && self.hyphen(end).is_some();
            if !legal[end] && !divided || hopeless() {
                continue;
            }
            let Some(cost) = self.cost(start, end) else { continue };
            fits = true;
            let ladder = if start > 0 && !legal[start] { LADDER } else { 0.0 };
            // Nor is the rest of a word a last line.
            let rest = if end == self.units.len() && ladder > 0.0 { REST } else { 0.0 };
            let parted = if self.m.mode == Mode::Grid { parts[end].min(HELD_IN_CELLS) } else { parts[end] };
            let cost = before + cost + parted + rest + if divided { DIVIDED + ladder } else { 0.0 };
            if best[end].is_none_or(|b| cost < b.cost + as_good) {
                best[end] = Some(Best { cost, from: start, forced: false });
            }
        }
        fits
    }

    /// As many characters as fit, at least one.
    fn forced_end(&self, start: usize) -> usize {
        let mut width = 0.0;
        let mut end = start;
        while end < self.units.len() {
            width += box_of(&self.units[end]) / if self.m.mode == Mode::Grid { self.m.pitch } else { 1.0 };
            if width > self.room(start) && end > start {
                break;
            }
            end += 1;
        }
        end
    }

    fn line(&self, start: usize, end: usize, forced: bool) -> Line {
        let (mut x, loose) = match self.m.mode {
            Mode::Grid => (self.place_in_grid(start, end), false),
            Mode::Clreq => self.place_free(start, end),
        };
        // The hyphen was placed like a character.
        let hyphen = self.hyphen(end).and_then(|_| (x.len() > end - start).then(|| x.pop()).flatten());
        Line { start, end, x, hyphen, forced, loose }
    }

    /// Left edge for centred and right-aligned lines, and the first indent.
    fn offset(&self, start: usize, width: f32) -> f32 {
        match self.m.align {
            Align::Justify | Align::Left if start == 0 => self.m.indent,
            Align::Justify | Align::Left => 0.0,
            Align::Centre => ((self.m.width - width) / 2.0).max(0.0),
            Align::Right => (self.m.width - width).max(0.0),
        }
    }

    fn place_in_grid(&self, start: usize, end: usize) -> Vec<f32> {
        let mut cell = self.offset(start, self.natural(start, end));
        if self.m.align == Align::Centre {
            cell = (cell * 2.0).round() / 2.0;
        }
        let over = self.natural(start, end) - self.room(start);
        grid::place(self.units, self.text, start..end, (self.m.pitch, cell, over))
    }

    /// The places of glyphs, and whether the line is loose.
    fn place_free(&self, start: usize, end: usize) -> (Vec<f32>, bool) {
        let natural = self.natural(start, end);
        let slack = self.room(start) - natural;
        let last = end == self.units.len();
        let shrink = self.sums.total_shrink(start, end);
        // Of each step, the share that is taken: earlier steps wholly before later ones begin.
        let need = if self.m.align == Align::Justify { (-slack).max(0.0) } else { 0.0 };
        let (taken, _) = take(&shrink, need);
        let spare = if self.m.align == Align::Justify && !last { slack.max(0.0) } else { 0.0 };
        let room = self.sums.takers(start, end).take(spare);

        let mut at = self.offset(start, natural) - self.start_trim(start);
        let mut x = Vec::with_capacity(end - start);
        for i in start..end {
            if i > start {
                let g = &self.sums.gaps[i];
                let less: f32 = (0..STEPS).map(|k| g.shrink[k] * taken[k]).sum();
                at += g.natural - less + g.early * room.early;
                at += if g.rest { room.rest } else { 0.0 } + if g.late { room.late } else { 0.0 };
            }
            x.push(at + shift_in_box(self.units, i, self.text));
            at += box_of(&self.units[i]);
        }
        x.extend(self.hyphen(end).map(|_| at));
        (x, room.loose)
    }
}

#[cfg(test)]
mod tests {
    use super::super::breaks::class;
    use super::*;
    use proptest::prelude::*;

    fn units(s: &str) -> Vec<Unit> {
        s.chars()
            .map(|c| Unit {
                char: c,
                class: class(c),
                advance: if c.is_ascii() { 0.5 } else { 1.0 },
                held: false,
                divides: None,
            })
            .collect()
    }

    fn measure(mode: Mode, width: f32) -> Measure {
        Measure {
            mode,
            align: Align::Justify,
            width,
            pitch: 0.987,
            indent: 2.0,
            hanging: false,
            few: false,
            title: false,
        }
    }

    fn lines(s: &str, m: &Measure) -> Vec<String> {
        let chars: Vec<char> = s.chars().collect();
        compose(&units(s), m).iter().map(|l| chars[l.start..l.end].iter().collect()).collect()
    }

    #[test]
    fn no_line_starts_with_a_mark_or_ends_with_an_opening_one() {
        let s = "迪亚斯—卡内尔第一书记、国家主席（以下简称“双方”）对习近平总书记表示衷心感谢，欢迎劳尔·卡斯特罗大将。".repeat(4);
        for mode in [Mode::Clreq, Mode::Grid] {
            for width in 6..30 {
                for line in lines(&s, &measure(mode, width as f32)) {
                    assert!(!line.starts_with(['，', '。', '、', '”', '）', '·', '—']), "{width}: {line}");
                    assert!(!line.ends_with(['“', '（']), "{width}: {line}");
                }
            }
        }
    }

    #[test]
    fn a_last_line_has_two_characters() {
        let s = "一二三四五六七八九十一二三四五六七八九。";
        let got = lines(s, &measure(Mode::Clreq, 10.0));
        let last = got.last().expect("lines");
        assert!(last.chars().filter(|c| !class(*c).is_mark()).count() >= 2, "{got:?}");
    }

    #[test]
    fn justified_lines_are_flush() {
        let s = "甲乙丙丁戊己庚辛壬癸，子丑寅卯辰巳午未申酉戌亥。".repeat(8);
        let m = measure(Mode::Clreq, 20.0);
        let all = compose(&units(&s), &m);
        let chars: Vec<char> = s.chars().collect();
        for l in &all[..all.len() - 1] {
            let mark = class(chars[l.end - 1]).closes();
            let right = l.x[l.x.len() - 1] + if mark { 0.5 } else { 1.0 };
            assert!((right - 20.0).abs() < 1e-3, "{right}");
        }
    }

    #[test]
    fn other_lines_give_way_before_one_is_stretched_visibly() {
        let s = "一、古方热烈祝贺中国共产党第二十次全国代表大会取得圆满成功。迪亚斯—卡内尔第一书记、国家主席热烈祝贺\
                 习近平同志当选中国共产党第二十届中央委员会总书记。古方认为中共二十大对中国共产党和中国发展具有极其重大\
                 的历史意义，大会成果将成为激励世界所有进步力量继续前进的新动力。";
        let u = units(s);
        for l in compose(&u, &measure(Mode::Clreq, 36.0)) {
            for k in 1..l.x.len() {
                let han = |k: usize| u[l.start + k].class == Class::Han;
                assert!(!han(k) || !han(k - 1) || l.x[k] - l.x[k - 1] < 1.02, "{}", l.x[k] - l.x[k - 1]);
            }
        }
    }

    #[test]
    fn grid_cells_stand_at_fixed_places() {
        let s = "关于2022年11月的联合声明，双方一致认为。".repeat(5);
        let m = measure(Mode::Grid, 14.0);
        let u = units(&s);
        for l in compose(&u, &m) {
            for (k, x) in l.x.iter().enumerate() {
                if u[l.start + k].class == Class::Han {
                    let cell = (x - (m.pitch - 1.0) / 2.0) / m.pitch;
                    assert!((cell - cell.round()).abs() < 1e-3, "{cell}");
                }
            }
        }
    }

    #[test]
    fn lines_of_words_alone_are_flush() {
        let u = units(&"considering the importance of customs offences ".repeat(4));
        let all = compose(&u, &measure(Mode::Clreq, 15.0));
        for l in &all[..all.len() - 1] {
            let last = (l.start..l.end).rev().find(|k| u[*k].class != Class::Space).expect("a letter");
            let right = l.x[last - l.start] + u[last].advance;
            assert!((right - 15.0).abs() < 1e-3, "{right}");
        }
    }

    #[test]
    fn marks_stand_outside_the_grid_rather_than_leave_a_cell_empty() {
        let of = |s: &str, width: f32| {
            let m = Measure { indent: 0.0, ..measure(Mode::Grid, width) };
            let all = compose(&units(s), &m);
            let chars: Vec<char> = s.chars().collect();
            let text: Vec<String> = all.iter().map(|l| chars[l.start..l.end].iter().collect()).collect();
            let ends: Vec<f32> = all.iter().map(|l| l.x[l.x.len() - 1] / m.pitch).collect();
            (text, ends)
        };
        // One mark, and two that share a cell; an opening one still goes down.
        let (text, ends) = of("甲乙丙丁戊己庚辛，壬癸子丑寅卯", 8.0);
        assert_eq!(text[0], "甲乙丙丁戊己庚辛，");
        assert!((ends[0] - 8.0).abs() < 0.02, "{ends:?}");
        let (text, ends) = of("甲乙丙丁戊己庚辛。”壬癸子丑寅卯", 8.0);
        assert_eq!(text[0], "甲乙丙丁戊己庚辛。”");
        assert!((ends[0] - 8.0).abs() < 0.55, "{ends:?}");
        assert_eq!(of("甲乙丙丁戊己庚“辛壬癸子丑寅卯”", 8.0).0[0], "甲乙丙丁戊己庚");
        // Of three there is one inside.
        assert_eq!(of("甲乙丙丁戊己庚。”）辛壬癸子丑寅", 8.0).0[0], "甲乙丙丁戊己庚。”）");
        for text in of("甲乙丙丁戊己庚辛。”）壬癸子丑寅卯", 8.0).0 {
            assert!(!text.starts_with(['。', '”', '）']), "{text}");
        }
    }

    #[test]
    fn what_is_held_together_is_parted_rather_than_drive_a_line_apart() {
        let of = |s: &str, m: &Measure| lines(s, m)[0].clone();
        let free = |width: f32| Measure { indent: 0.0, ..measure(Mode::Clreq, width) };
        // Three em in thirty gaps are seen, in sixty they are not.
        let text = |n: usize| format!("{}国办发〔2022〕14号文，以及其他有关规定", "甲乙丙".repeat(n));
        assert!(of(&text(10), &free(36.2)).ends_with("〔2022〕"), "{}", of(&text(10), &free(36.2)));
        assert!(of(&text(30), &free(96.2)).ends_with("国办"), "{}", of(&text(30), &free(96.2)));
        let grid = |width: f32| Measure { indent: 0.0, ..measure(Mode::Grid, width) };
        // Eight cells would be empty, and four.
        let wide = "我们今年的国内生产总值增长16.25%－117.35%，居民消费";
        assert!(of(wide, &grid(21.0)).ends_with('－'), "{}", of(wide, &grid(21.0)));
        let near = "我们今年的国内生产总值增长6.5%－7%，涨幅";
        assert!(of(near, &grid(17.0)).ends_with('长'), "{}", of(near, &grid(17.0)));
    }

    #[test]
    fn a_cell_left_empty_for_the_last_line_is_the_last_one_that_may_be() {
        // Without it one character would stand alone.
        let s = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄";
        let m = Measure { indent: 0.0, ..measure(Mode::Grid, 8.0) };
        let long: Vec<usize> = compose(&units(s), &m).iter().map(|l| l.end - l.start).collect();
        assert_eq!(long, [8, 8, 7, 2]);
    }

    #[test]
    fn a_paragraph_can_be_set_in_as_few_lines_as_its_marks_allow() {
        let s = "甲乙，丙丁，戊己，庚辛，壬癸，子丑，寅卯，辰巳，午未，申酉，戌亥，天地，玄黄。".repeat(3);
        let saved = (10..40).map(|width| {
            let m = measure(Mode::Clreq, width as f32);
            let few = compose(&units(&s), &Measure { few: true, ..m });
            let usual = compose(&units(&s), &m);
            assert!(few.len() <= usual.len() && few.iter().all(|l| !l.forced), "{width}");
            usual.len() - few.len()
        });
        assert!(saved.sum::<usize>() > 0);
    }

    #[test]
    fn words_between_spaces_are_not_driven_apart_by_the_grid() {
        let m = measure(Mode::Grid, 14.0);
        let free = m.fit_for(&units("Article 1 of the Agreement 第一条"), false);
        assert_eq!((free.mode, free.width), (Mode::Clreq, 14.0 * m.pitch));
        assert_eq!(m.fit_for(&units("成立于2022年11月的WTO小组"), false).mode, Mode::Grid);
    }

    #[test]
    fn a_word_longer_than_the_line_is_broken_and_said_so() {
        let got = compose(&units(&"x".repeat(100)), &measure(Mode::Clreq, 10.0));
        assert!(got.len() > 4 && got.iter().any(|l| l.forced));
    }

    proptest! {
        #[test]
        fn every_character_is_in_one_line(s in "[甲乙，。“”（）—…·a1 　]{1,80}", width in 2f32..20.0) {
            for mode in [Mode::Clreq, Mode::Grid] {
                let got = compose(&units(&s), &measure(mode, width.floor()));
                let mut at = 0;
                for l in &got {
                    prop_assert_eq!(l.start, at);
                    prop_assert!(l.end > l.start && l.x.len() == l.end - l.start);
                    at = l.end;
                }
                prop_assert_eq!(at, s.chars().count());
            }
        }
    }
}
