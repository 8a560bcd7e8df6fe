//! EQ fields: what Word draws from their codes and keeps no result of (ECMA-376 part 1, 17.16.5, EQ). Signs in circles
//! and readings above words are made with them in most Chinese files.

use super::properties::Vertical;

/// A piece of what a field draws.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Its text.
    pub text: String,
    /// Whether it is raised or lowered.
    pub vertical: Vertical,
    /// The reading above it.
    pub reading: String,
}

/// A node of a code.
enum Node {
    Text(String),
    Call { name: String, options: Vec<String>, given: Vec<Vec<Self>> },
}

/// Calls in calls; more are no real ones.
const DEEPEST: usize = 16;

/// What the code of a field draws; nothing where it is no EQ field.
pub fn drawn(code: &str) -> Option<Vec<Drawn>> {
    let code = code.trim_start();
    let rest = code.get(2..).filter(|_| code[..2].eq_ignore_ascii_case("eq"))?;
    if !rest.starts_with([' ', '\\', '\t']) {
        return None;
    }
    let mut reader = Reader { rest: rest.trim(), depth: 0 };
    let mut nodes = vec![];
    // Brackets that nothing opens are text like any other.
    while !reader.rest.is_empty() {
        nodes.extend(reader.nodes());
        nodes.extend(reader.take(1).map(|c| Node::Text(c.to_owned())));
    }
    let mut out = vec![];
    draw(&nodes, Vertical::Line, &mut out);
    Some(out)
}

/// What is drawn, as plain text.
pub fn plain(drawn: &[Drawn]) -> String {
    drawn.iter().map(|d| d.text.as_str()).collect()
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, chars: usize) -> Option<&'a str> {
        let end = self.rest.char_indices().nth(chars).map_or(self.rest.len(), |(at, _)| at);
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(taken).filter(|t| !t.is_empty())
    }

    fn spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// A word of letters after a backslash, with the number or the sign that belongs to it.
    fn switch(&mut self) -> Option<String> {
        let letters = self.rest.strip_prefix('\\')?;
        let end = letters.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(letters.len());
        if end == 0 {
            return None;
        }
        let word = letters[..end].to_ascii_lowercase();
        self.rest = &letters[end..];
        self.spaces();
        if matches!(word.as_str(), "lc" | "rc" | "bc" | "fc" | "vc") {
            self.rest = self.rest.strip_prefix('\\').unwrap_or(self.rest);
            return Some(word + self.take(1).unwrap_or(""));
        }
        self.rest = self.rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
        Some(word)
    }

    /// Nodes up to a separator or a bracket that closes.
    fn nodes(&mut self) -> Vec<Node> {
        let mut out = vec![];
        while let Some(next) = self.rest.chars().next() {
            match next {
                ',' | ';' | ')' => break,
                '\\' => out.extend(self.call()),
                '(' => {
                    out.push(Node::Text("(".into()));
                    self.rest = &self.rest[1..];
                    out.extend(self.inside());
                }
                _ => {
                    let end = self.rest.find([',', ';', ')', '(', '\\']).unwrap_or(self.rest.len());
                    out.extend(self.take(self.rest[..end].chars().count()).map(|t| Node::Text(t.to_owned())));
                }
            }
        }
        out
    }

    /// Brackets that are text, with all that stands in them.
    fn inside(&mut self) -> Vec<Node> {
        let mut out = vec![];
        if self.depth < DEEPEST {
            self.depth += 1;
            loop {
                out.extend(self.nodes());
                let Some(sign) = self.take(1) else { break };
                out.push(Node::Text(sign.to_owned()));
                if sign == ")" {
                    break;
                }
            }
            self.depth -= 1;
        }
        out
    }

    fn call(&mut self) -> Option<Node> {
        let Some(name) = self.switch() else {
            self.rest = &self.rest[1..];
            // `\*` formats the whole field: with a word, or with one in quotes.
            if let Some(rest) = self.rest.strip_prefix('*') {
                let rest = rest.trim_start();
                let end = match rest.strip_prefix('"') {
                    Some(quoted) => quoted.find('"').map_or(rest.len(), |n| n + 2),
                    None => rest.find([' ', '\\']).unwrap_or(rest.len()),
                };
                self.rest = rest[end..].trim_start();
                return None;
            }
            return self.take(1).map(|c| Node::Text(c.to_owned()));
        };
        let mut options = vec![];
        self.spaces();
        while let Some(option) = self.switch() {
            options.push(option);
            self.spaces();
        }
        let mut given = vec![];
        if self.rest.starts_with('(') && self.depth < DEEPEST {
            self.rest = &self.rest[1..];
            self.depth += 1;
            loop {
                given.push(self.nodes());
                if self.take(1).is_none_or(|sign| sign == ")") {
                    break;
                }
            }
            self.depth -= 1;
        }
        Some(Node::Call { name, options, given })
    }
}

fn draw(nodes: &[Node], vertical: Vertical, out: &mut Vec<Drawn>) {
    for node in nodes {
        match node {
            Node::Text(text) => push(out, text, vertical),
            Node::Call { name, options, given } => call(name, options, given, vertical, out),
        }
    }
}

fn push(out: &mut Vec<Drawn>, text: &str, vertical: Vertical) {
    match out.last_mut() {
        Some(last) if last.vertical == vertical && last.reading.is_empty() => last.text.push_str(text),
        _ if text.is_empty() => {}
        _ => out.push(Drawn { text: text.to_owned(), vertical, ..Drawn::default() }),
    }
}

fn call(name: &str, options: &[String], given: &[Vec<Node>], vertical: Vertical, out: &mut Vec<Drawn>) {
    let sign = |of: &str| options.iter().find_map(|o| o.strip_prefix(of)).filter(|s| !s.is_empty());
    let has = |of: &str| options.iter().any(|o| o == of);
    let between = |out: &mut Vec<Drawn>, parts: &[Vec<Node>], by: &str| {
        for (k, nodes) in parts.iter().enumerate() {
            push(out, if k > 0 { by } else { "" }, vertical);
            draw(nodes, vertical, out);
        }
    };
    match name {
        "f" => between(out, given, "/"),
        "l" => between(out, given, ","),
        "a" => between(out, given, " "),
        "r" => {
            if let [degree, _, ..] = given {
                draw(degree, Vertical::Super, out);
            }
            push(out, "√", vertical);
            draw(given.last().map_or(&[], Vec::as_slice), vertical, out);
        }
        "i" => {
            let usual = [("su", "∑"), ("pr", "∏")].iter().find(|(o, _)| has(o)).map_or("∫", |(_, s)| s);
            push(out, sign("fc").or_else(|| sign("vc")).unwrap_or(usual), vertical);
            for (nodes, place) in given.iter().zip([Vertical::Sub, Vertical::Super, vertical]) {
                draw(nodes, place, out);
            }
        }
        "b" => {
            let (open, close) = match sign("bc") {
                Some(both) => (both, closing(both)),
                None if sign("lc").is_some() || sign("rc").is_some() => {
                    (sign("lc").unwrap_or(""), sign("rc").unwrap_or(""))
                }
                None => ("(", ")"),
            };
            push(out, open, vertical);
            between(out, given, " ");
            push(out, close, vertical);
        }
        "s" if has("up") => given.iter().for_each(|nodes| draw(nodes, Vertical::Super, out)),
        "s" if has("do") => given.iter().for_each(|nodes| draw(nodes, Vertical::Sub, out)),
        "d" => {}
        "o" => over(given, vertical, out),
        _ => between(out, given, ""),
    }
}

fn closing(open: &str) -> &str {
    match open {
        "(" => ")",
        "[" => "]",
        "{" => "}",
        "<" => ">",
        other => other,
    }
}

/// What stands in one place: a word with its reading above it, a sign in a circle, or simply all of it.
fn over(given: &[Vec<Node>], vertical: Vertical, out: &mut Vec<Drawn>) {
    /// Signs around others.
    const AROUND: &[&str] = &["○", "〇", "◯", "O"];
    let parts = || {
        given.iter().map(|nodes| {
            let mut part = vec![];
            draw(nodes, vertical, &mut part);
            part
        })
    };
    let mut all: Vec<Vec<Drawn>> = parts().filter(|p| !p.is_empty()).collect();
    if let [reading, base] = all.as_mut_slice()
        && let ([above], [below]) = (reading.as_mut_slice(), base.as_mut_slice())
    {
        if above.vertical == Vertical::Super && below.vertical != Vertical::Super {
            below.reading = std::mem::take(&mut above.text);
            out.push(below.clone());
            return;
        }
        if AROUND.contains(&above.text.trim())
            && let Some(sign) = circled(below.text.trim())
        {
            push(out, sign.encode_utf8(&mut [0; 4]), vertical);
            return;
        }
    }
    out.extend(all.into_iter().flatten());
}

/// A number, letter or word in a circle as one character.
fn circled(inside: &str) -> Option<char> {
    /// U+3280 and the ones behind it.
    const WORDS: &str =
        "一二三四五六七八九十月火水木金土日株有社名特財祝労秘男女適優印注項休写正上中下左右医宗学監企資協夜";
    let mut chars = inside.chars();
    let (first, single) = (chars.next()?, chars.next().is_none());
    let at = |start: u32, by: u32| char::from_u32(start + by);
    match inside.parse::<u32>().ok().filter(|_| first.is_ascii_digit()) {
        Some(0) => return Some('⓪'),
        Some(n @ 1..=20) => return at(0x2460, n - 1),
        Some(n @ 21..=35) => return at(0x3251, n - 21),
        Some(n @ 36..=50) => return at(0x32b1, n - 36),
        Some(_) => return None,
        None => {}
    }
    match first {
        _ if !single => None,
        'A'..='Z' => at(0x24b6, first as u32 - 'A' as u32),
        'a'..='z' => at(0x24d0, first as u32 - 'a' as u32),
        _ => at(0x3280, WORDS.chars().position(|c| c == first)? as u32),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_drawn() {
        for (code, text) in [
            (r" eq \o\ac(○,1) ", "①"),
            (r"EQ \o\ac(○,21)", "㉑"),
            (r"eq \o\ac(○,注)", "㊟"),
            (r"eq \o\ac(○,甲)", "○甲"),
            (r"eq \o\ac(□,1)", "□1"),
            (r"EQ \f(1,2)", "1/2"),
            (r"EQ \f(a\,b;c)", "a,b/c"),
            (r"EQ \r(3,x)", "3√x"),
            (r"EQ \r(x+1)", "√x+1"),
            (r"EQ \b\bc\[(a)", "[a]"),
            (r"EQ \b \lc\{ (a)", "{a"),
            (r"EQ \i\su(i=1,n,x)", "∑i=1nx"),
            (r"EQ \x(甲)\d\fo10()乙", "甲乙"),
            (r"EQ x(1,2)) y", "x(1,2)) y"),
            (r#"EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(zhù),注)"#, "注"),
        ] {
            assert_eq!(drawn(code).map(|d| plain(&d)).as_deref(), Some(text), "{code}");
        }
        assert_eq!(drawn("EQUAL 1"), None);
        assert_eq!(drawn("e"), None);
        assert!(drawn(&format!("EQ {}", r"\o(".repeat(1000))).is_some());
        assert!(drawn(&format!("EQ {}", "(".repeat(1000))).is_some());
    }

    #[test]
    fn readings_and_raised_type_are_told() {
        let ruby = drawn(r"EQ \o\ad(\s\up 9(zhù),注)").expect("a field");
        assert_eq!((ruby[0].text.as_str(), ruby[0].reading.as_str()), ("注", "zhù"));
        let raised = drawn(r"EQ x\s\up5(2)").expect("a field");
        assert_eq!((raised[1].text.as_str(), raised[1].vertical), ("2", Vertical::Super));
    }
}
