//! What speaks for and against a reading, as numbers: a table with a reason for each row. Running text weighs nothing;
//! a reading is a unit where what speaks for it outweighs that, over the document as a whole.

macro_rules! weights {
    ($($name:ident $value:literal $why:literal;)*) => {
        $(#[doc = $why] pub const $name: f32 = $value;)*
    };
}

weights! {
    // Headings with a word of their own: 第一章.
    CONTAINER 3.0 "Words such as 章 head nothing but containers.";

    // 第…条.
    ARTICLE 1.5 "A line that begins with 第…条 is an article more often than not.";
    ARTICLE_FIRST 0.5 "The first article may have any number.";
    ARTICLE_NEXT 1.0 "It follows the article before.";
    SHORTER -1.0 "A longer label can be read in the same place.";
    ARTICLE_AGAIN_1 -0.5 "Numbers begin again in the middle of a container only where another document begins.";
    ARTICLE_AGAIN_1_HEADED 0.6 "Numbers may begin again under a heading.";
    ARTICLE_NEAR 0.0 "A few numbers are missing: sources leave articles out.";
    ARTICLE_FAR -0.8 "Many numbers are missing: more likely a reference.";
    ARTICLE_SAME -1.0 "The number was there just now.";
    ARTICLE_BACK -2.2 "The number was there already: an article before this one is referred to.";
    ARTICLE_BACK_HEADED -1.0 "Numbers may go back under a heading.";
    SET_OFF 4.0 "White space or brackets stand behind the label, as references do not have them.";
    RUN_ON_LABELS 1.0 "No label of the document is set off, so that its lack says nothing.";
    REFERS -2.6 "What follows is how a sentence goes on that refers to the unit.";
    ARTICLE_ODD_LOOK -2.0 "Nearly all articles write their labels in another way.";
    LEAVES_BARE -1.5 "The article before would have no text.";

    // Lists.
    LIST_NEXT 2.5 "It follows the number before it.";
    LIST_NEW 1.0 "A list begins at 1.";
    LIST_AGAIN 0.6 "A list begins at 1 again beside one of the same look.";
    LIST_SKIPS 0.3 "A number of the list is skipped or repeated.";
    LIST_RUNS_ON 1.5 "The numbers run on across their parents.";
    LIST_TOP 1.5 "This kind of number counts the articles.";
    LIST_STRAY -1.5 "It neither begins at 1 nor follows a number: only what follows can make it a list.";
    OPENED 0.5 "The line before ends in a colon, or is a label or heading.";
    BARE_LIST -0.7 "A list label alone on its line is rare.";
    SPACE_ONLY -0.9 "In Chinese a space alone seldom sets off a number.";
    STEM_ALONE -1.5 "甲　 may be the name of a party or a cell; only 乙　 below makes it a list.";
    JAPANESE_PARAGRAPH 3.0 "２　 under an article is its second 項.";
    CIRCLED_PARAGRAPH 2.5 "① under a Korean article is its first 항.";
    SECTION 2.5 "A short numbered line with an article right behind it heads it.";

    // 5.2.1.
    STEP_NEXT 2.0 "It follows the number before it, on its step.";
    STEP_DOWN 1.5 "It begins the next step under the number before it.";
    STEP_AHEAD 0.3 "Numbers are missing before it.";
    STEP_BACK -2.5 "The number was there already: a reference.";
}
