//! Where a title may be broken: at units of sense (GB/T 9704-2012, 7.3.1).

use super::balance::Broken;
use super::sense::{UNIT, WORD, torn};
use crate::ir::{Block, Document, Role};
use crate::text::chars::squash;

/// The lines that the source has the title in; one where they are not the title that the document goes by.
pub fn source_lines(doc: &Document) -> Vec<String> {
    let is_title = |b: &&Block| matches!(b, Block::Text(t) if t.role == Role::Title);
    let first = doc.front.iter().skip_while(|b| !is_title(b)).take_while(is_title);
    let lines: Vec<String> = first
        .filter_map(|b| if let Block::Text(t) = b { Some(t.readable().trim().to_owned()) } else { None })
        .filter(|l| !l.is_empty())
        .collect();
    let whole = lines.len() > 1 && squash(&lines.concat()) == squash(doc.title());
    if whole { lines } else { vec![doc.title().to_owned()] }
}

/// The title in one line, with a space where the source begins another.
pub fn joined(doc: &Document) -> String {
    source_lines(doc).join(" ")
}

/// How wide a title is, in ems, for who knows nothing of the face.
pub fn width(title: &str) -> f32 {
    title.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

/// A title in pieces that a reading system keeps whole where it can: each is a unit of sense.
pub fn units(title: &str) -> Vec<&str> {
    let chars: Vec<char> = title.chars().collect();
    let torn = torn(&chars);
    let cuts = title.char_indices().zip(torn).filter(|(_, cost)| *cost <= UNIT).map(|((at, _), _)| at);
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

/// A title in lines of at most so many ems; in one where it fits or a word is too long.
pub fn lines(title: &str, most: f32) -> Vec<&str> {
    lines_between(title, most, WORD - 1.0)
}

/// A title in lines that end where units of sense do; in one where it fits or a unit is too long.
pub fn unit_lines(title: &str, most: f32) -> Vec<&str> {
    lines_between(title, most, UNIT)
}

/// A title in lines that end where that costs no more than `worst`.
fn lines_between(title: &str, most: f32, worst: f32) -> Vec<&str> {
    if width(title) <= most {
        return vec![title];
    }
    let places: Vec<usize> = title.char_indices().map(|(at, _)| at).chain([title.len()]).collect();
    let chars: Vec<char> = title.chars().collect();
    let torn: Vec<f32> =
        torn(&chars).into_iter().map(|cost| if cost <= worst { cost } else { f32::INFINITY }).collect();
    let ems: Vec<f32> = std::iter::once(0.0)
        .chain(chars.iter().scan(0.0, |sum, c| {
            *sum += if c.is_ascii() { 0.5 } else { 1.0 };
            Some(*sum)
        }))
        .collect();
    let of = |from: usize, to: usize| {
        let spaces = chars[from..to].iter().rev().take_while(|c| c.is_whitespace()).count();
        ems[to - spaces] - ems[from]
    };
    let Some(ends) = (Broken { torn: &torn, width: &of, room: most }).lines() else { return vec![title] };
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(&ends).map(|(from, to)| &title[places[from]..places[*to]]).collect()
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
        assert_eq!(units("关于印发条例的通知"), ["关于印发条例的", "通知"]);
        assert!(units("").is_empty());
    }

    #[test]
    fn long_titles_are_broken_evenly_between_words() {
        let title = "甲国和乙国关于深化新时代中古关系的联合声明";
        assert_eq!(lines(title, 30.0), [title]);
        assert_eq!(lines(title, 18.0), ["甲国和乙国", "关于深化新时代中古关系的联合声明"]);
        assert_eq!(lines(title, 13.0), ["甲国和乙国关于深化", "新时代中古关系的联合声明"]);
        assert_eq!(unit_lines(title, 13.0), ["甲国和乙国", "关于深化新时代中古关系的", "联合声明"]);
        assert_eq!(unit_lines(title, 8.0), [title]);
        assert_eq!(lines("", 8.0), [""]);
    }

    /// Titles of laws and documents of Mainland China, Taiwan and Japan, in lines of a width.
    #[test]
    fn no_title_is_broken_inside_a_word() {
        for (most, title) in [
            (
                20.0,
                "上海市人民代表大会常务委员会|关于促进和保障浦东新区改革开放|再出发实现新时代高质量发展的决定",
            ),
            (
                20.0,
                "国务院办公厅转发国家地震局|关于我国地震重点监视防御区的|确定和加强防震减灾工作意见报告的通知",
            ),
            (
                20.0,
                "北京市人民代表大会常务委员会|关于北京市应税大气污染物和水污染物|环境保护税适用税额的决定",
            ),
            (20.0, "关于修改|《中华人民共和国缔结条约程序法》的决定"),
            (13.0, "最高人民法院关于适用|《中华人民共和国民法典》|婚姻家庭编的解释（一）"),
            (20.0, "珊瑚洋共和國與馬紐阿群島|關於深化友好合作關係之聯合聲明"),
            (
                20.0,
                "福島復興再生特別措置法第二十六条等の|地方税の課税免除又は不均一課税に伴う|措置が適用される場合等を定める省令",
            ),
            (
                20.0,
                "国立研究開発法人農業・食品産業|技術総合研究機構の農業・食品産業技術|研究等業務及び農業機械化促進業務に係る|財務及び会計並びに人事管理に関する省令",
            ),
            (
                20.0,
                "Agreement between the Government |of the Republic of Talan and the |Government of the Kingdom of Nordland |on Cooperation in Customs Matters",
            ),
        ] {
            let whole: String = title.split('|').collect();
            assert_eq!(lines(&whole, most).join("|"), title);
        }
    }
}
