//! References from one provision to another of the same document: 依照本法第十条第二款的规定.
//!
//! Never guessed: what may name another law (《…》第三条, 刑法第三条) is left alone, and so is what names a provision that
//! is not there.

use crate::ir::{Block, Document, Event, Id, Mark, MarkKind, events, walk};
use crate::number::{Group, Level, System, read_labels};
use std::collections::{HashMap, HashSet};

/// Words after which a bare 第…条 is one of this document's.
const LEADING: &[&str] = &[
    "依照", "依据", "依據", "根据", "根據", "按照", "违反", "違反", "适用", "適用", "符合", "参照", "參照",
    "除", "有", "因", "由", "执行", "執行", "属于", "屬於",
];
/// What joins references: each goes where the one before it went.
const JOINING: &[&str] = &["、", "和", "或者", "或", "至", "以及", "及", "与", "與"];
/// Longest name of a kind of document behind 本: 本实施细则.
const KIND_MAX: usize = 8;

/// The identifiers that references can point to.
pub struct Targets<'d> {
    /// Articles by their number and branches.
    articles: HashMap<(u32, &'d [u32]), &'d Id>,
    all: HashSet<&'d str>,
}

impl<'d> Targets<'d> {
    /// The targets of a document; none where it amends another, to whose articles it refers.
    pub fn of(doc: &'d Document) -> Option<Self> {
        let title = doc.title();
        if title.contains("修改") || title.contains("修正") || title.contains("废止") {
            return None;
        }
        let mut articles: HashMap<(u32, &[u32]), Option<&Id>> = HashMap::new();
        let mut all = HashSet::new();
        events(doc, |e| {
            let Event::Enter(p) = e else { return };
            all.insert(p.id.0.as_str());
            let label = p.label.as_deref().filter(|_| p.level == Level::Article);
            if let Some((n, label)) = label.and_then(|l| Some((l.number?, l))) {
                // A number that occurs twice says too little.
                let article = articles.entry((n, &label.branches));
                article.and_modify(|id| *id = None).or_insert(Some(&p.id));
            }
        });
        let articles: HashMap<_, _> =
            articles.into_iter().filter_map(|(n, id)| id.map(|id| (n, id))).collect();
        (!articles.is_empty()).then_some(Self { articles, all })
    }

    fn deeper(&self, id: &mut String, part: String) -> bool {
        let there = self.all.contains(part.as_str());
        if there {
            *id = part;
        }
        there
    }
}

/// The references in a text.
pub fn find(s: &str, targets: &Targets) -> Vec<Mark> {
    let mut out: Vec<Mark> = vec![];
    // Where the last reference ended, and whether it was to this document.
    let mut last: Option<(usize, bool)> = None;
    for (at, _) in s.match_indices('第') {
        if last.is_some_and(|(end, _)| at < end) {
            continue;
        }
        let Some(label) = read_labels(&s[at..]).into_iter().find(|l| l.form.group == Group::Article) else {
            continue;
        };
        let mut end = at + label.len;
        let before = &s[..at];
        let joined = JOINING
            .iter()
            .find_map(|j| before.strip_suffix(j))
            .and_then(|head| last.filter(|(end, _)| *end == head.len()));
        let start = own_name(before);
        let internal = match joined {
            Some((_, internal)) => internal,
            None => {
                start.is_some()
                    || before.is_empty()
                    || before.ends_with('。')
                    || LEADING.iter().any(|w| before.ends_with(w))
            }
        };
        let Some(article) =
            targets.articles.get(&(label.number, label.branches.as_slice())).filter(|_| internal)
        else {
            last = Some((end, false));
            continue;
        };
        let mut id = article.0.clone();
        end += parts(&s[end..], &mut id, targets);
        let start = start.unwrap_or(at);
        let kind = MarkKind::Reference { target: Id(id) };
        out.push(Mark { start: start as u32, end: end as u32, kind });
        last = Some((end, true));
    }
    out
}

/// Where 本法, 本条例 … begins, if the text ends with such a name.
fn own_name(before: &str) -> Option<usize> {
    const KINDS: &[&str] = &[
        "法",
        "条例",
        "條例",
        "规定",
        "規定",
        "办法",
        "辦法",
        "细则",
        "細則",
        "章程",
        "协定",
        "协议",
        "条约",
        "公约",
        "议定书",
        "解释",
        "规则",
        "规程",
        "決定",
        "决定",
        "声明",
    ];
    let kind = KINDS.iter().find(|k| before.ends_with(**k))?;
    let at = before.rfind('本')?;
    let name = &before[at..];
    let short = name.chars().count() <= KIND_MAX && name.len() > kind.len();
    (short && !name.contains(['，', '。', '、', '《', '》'])).then_some(at)
}

/// The length of 第二款第（三）项 behind an article, and the identifier it leads to.
fn parts(s: &str, id: &mut String, targets: &Targets) -> usize {
    let mut len = 0;
    let mut in_paragraph = false;
    for (word, prefix) in [("款", "p"), ("项", "i"), ("目", "s")] {
        let rest = &s[len..];
        let Some((n, used)) = part(rest, word) else { continue };
        let deeper = match prefix {
            "i" if !in_paragraph => format!("{id}.p1.i{n}"),
            _ => format!("{id}.{prefix}{n}"),
        };
        if !targets.deeper(id, deeper) {
            break;
        }
        in_paragraph |= prefix == "p";
        len += used;
    }
    len
}

/// 第二款, 第（三）项: the number and the length.
fn part(s: &str, word: &str) -> Option<(u32, usize)> {
    let body = s.strip_prefix('第')?;
    let inner = body.trim_start_matches(['（', '(']);
    let (n, used) = [System::Han, System::Arabic].iter().find_map(|system| system.read(inner))?;
    let rest = inner[used..].trim_start_matches(['）', ')']);
    let after = rest.strip_prefix(word).or_else(|| rest.strip_prefix('項').filter(|_| word == "项"))?;
    Some((n, s.len() - after.len()))
}

/// The references of every text, in the order of the tree.
pub fn in_order(blocks: &[Block], targets: &Targets) -> Vec<Vec<Mark>> {
    let mut out = vec![];
    walk(blocks, &mut |e| {
        if let Event::Text(t) = e {
            out.push(find(&t.text, targets));
        }
    });
    out
}

/// Adds what [`in_order`] found.
pub fn mark(blocks: &mut [Block], found: &mut impl Iterator<Item = Vec<Mark>>) {
    for block in blocks {
        match block {
            Block::Text(t) => t.add_marks(found.next().unwrap_or_default()),
            Block::Provision(p) => mark(&mut p.blocks, found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids() -> Vec<Id> {
        let ids = ["art-3", "art-10", "art-17_1", "art-10.p2", "art-10.p2.i3", "art-3.p1.i1"];
        ids.map(|id| Id(id.to_owned())).to_vec()
    }

    fn targets(ids: &[Id]) -> Targets<'_> {
        const NUMBERS: [(u32, &[u32]); 3] = [(3, &[]), (10, &[]), (17, &[1])];
        let articles = NUMBERS.into_iter().zip(ids).collect();
        Targets { articles, all: ids.iter().map(|id| id.0.as_str()).collect() }
    }

    fn said(s: &str) -> Vec<(String, String)> {
        find(s, &targets(&ids()))
            .into_iter()
            .map(|m| {
                let MarkKind::Reference { target } = m.kind else { unreachable!("references only") };
                (s[m.start as usize..m.end as usize].to_owned(), target.0)
            })
            .collect()
    }

    fn pair(a: &str, b: &str) -> (String, String) {
        (a.to_owned(), b.to_owned())
    }

    #[test]
    fn references_to_this_document() {
        assert_eq!(
            said("依照本法第十条第二款第三项的规定"),
            [pair("本法第十条第二款第三项", "art-10.p2.i3")]
        );
        assert_eq!(said("第三条第一项规定的罚款"), [pair("第三条第一项", "art-3.p1.i1")]);
        assert_eq!(
            said("违反第三条、第十条和第十七条之一"),
            [pair("第三条", "art-3"), pair("第十条", "art-10"), pair("第十七条之一", "art-17_1")]
        );
        assert_eq!(said("依照第十条第九款"), [pair("第十条", "art-10")]);
    }

    #[test]
    fn other_laws_are_left_alone() {
        for s in [
            "依照《示例法》第三条、第十条",
            "依照刑法第三条和第十条",
            "依照第四条",
            "同法第三条",
            "（第三条）",
        ] {
            assert_eq!(said(s), [], "{s}");
        }
    }
}
