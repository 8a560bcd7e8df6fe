//! RTF (Rich Text Format Specification 1.9.1), put into the words of a Word file and read as one: labels as they are
//! written out, else counted; notes, tables, revisions, links and pictures as there.
//!
//! [`lex`] cuts the file, [`group`] holds what is said of text, [`sheets`] what stands before it; [`reader`] goes through
//! it, [`frame`] is a story with its rows, [`charset`] tells characters from bytes.

mod charset;
mod formula;
mod frame;
mod group;
mod lex;
mod pages;
mod picture;
mod reader;
mod sheets;
#[cfg(test)]
mod tests;
mod text;
mod words;

use super::decode::LIMIT;
use super::{Input, Reading};
use crate::finding::{Error, Words, codes};
use lex::{Lexer, Token};
use reader::Reader;

/// Groups in groups; programs nest them some dozen deep.
const DEEPEST: usize = 2000;

pub fn read(input: &Input) -> Result<Reading, Error> {
    let name = Words::file(input.file_name);
    if input.bytes.len() >= LIMIT {
        return Err(Error::new(&codes::TOO_LARGE, &[&name, &LIMIT]));
    }
    let begins = memchr::memmem::find(&input.bytes[..input.bytes.len().min(1000)], b"{\\rtf");
    let Some(start) = begins else {
        let why = Words::from("开头不是 {\\rtf / it does not begin with {\\rtf");
        return Err(Error::new(&codes::BROKEN_RTF, &[&name, &why]));
    };
    let mut reader = Reader::new(input.bytes);
    let mut depth = 0_usize;
    for (k, token) in Lexer::new(&input.bytes[start..]).enumerate() {
        match token {
            Token::Open => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Error::new(&codes::TOO_DEEP, &[&name, &DEEPEST]));
                }
                reader.open();
            }
            Token::Close => {
                depth = depth.saturating_sub(1);
                reader.close();
                // What follows the document is none of it.
                if depth == 0 {
                    break;
                }
            }
            Token::Word(word, number) => reader.word(word, number),
            Token::Symbol(c) => reader.symbol(c),
            Token::Hex(b) => reader.byte(b),
            Token::Bytes(all) => reader.bytes(all),
            Token::Data(all) => reader.data(all),
        }
        if k % 4096 == 0 && reader.is_full() {
            return Err(Error::new(&codes::TOO_LARGE, &[&name, &super::word::ROOM]));
        }
    }
    reader.finish(depth > 0).read(input, "RTF")
}
