//! The integration tests, as one program: building it once is most of their time.

mod articles;
#[cfg(unix)]
mod batch;
mod bind;
mod bombs;
mod book;
mod cases;
mod cli;
mod composed;
mod corpus;
mod corrections;
#[cfg(unix)]
mod deposits;
mod divided;
mod docx;
mod docx_hostile;
mod docx_read;
mod docx_template;
mod docx_text;
mod edited;
mod faces;
mod findings;
mod finished;
mod flat;
mod forbidden;
mod formats;
mod from_right;
mod fuzz;
mod fuzzed;
mod gold;
mod goldens;
mod habits;
mod help;
mod hostile;
mod html;
mod languages;
mod licences;
mod links;
mod long;
mod lossless;
mod markdown;
mod marks;
mod matrix;
mod md;
mod mistakes;
mod mutations;
mod named;
mod number_formats;
mod package;
mod pages;
mod pdf_lines;
mod pdf_look;
mod pdf_marks;
mod pdf_read;
mod pins;
mod random_pages;
mod reach;
mod repositories;
mod schema;
mod serve;
#[cfg(unix)]
mod shown;
mod siblings;
mod signing;
mod sites;
mod spoken;
mod svg;
mod tidy;
mod told;
mod verify;
mod vertical;
mod web;
#[cfg(unix)]
mod worst;
#[cfg(unix)]
mod writing;
