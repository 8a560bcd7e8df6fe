//! What speaks for and against a reading, as numbers: a table with a reason for each row. Running text weighs nothing;
//! a reading is a unit where what speaks for it outweighs that, over the document as a whole.

use std::cell::Cell;

macro_rules! weights {
    ($($name:ident $value:literal $why:literal;)*) => {
        /// How much each observation weighs. [`Weights::SET`] is what recognition uses.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct Weights {
            $(#[doc = $why] pub $name: f32,)*
        }

        impl Weights {
            /// The weights as they are set.
            pub const SET: Self = Self { $($name: $value,)* };
            /// The names of all, and what each stands for.
            pub const ROWS: &'static [(&'static str, &'static str)] = &[$((stringify!($name), $why),)*];

            /// One of them, by its place in [`Weights::ROWS`].
            ///
            /// # Panics
            /// Where there is no such row.
            pub fn row(&mut self, at: usize) -> &mut f32 {
                [$(&mut self.$name,)*].into_iter().nth(at).expect("a row of the table")
            }
        }
    };
}

weights! {
    // Headings with a word of their own: 第一章.
    container 3.0 "Words such as 章 head nothing but containers.";

    // 第…条.
    article 1.5 "A line that begins with 第…条 is an article more often than not.";
    article_first 0.5 "The first article may have any number.";
    article_next 1.0 "It follows the article before.";
    shorter -1.0 "A longer label can be read in the same place.";
    article_again_1 -0.5 "Numbers begin again in the middle of a container only where another document begins.";
    article_again_1_headed 0.6 "Numbers may begin again under a heading.";
    article_near 0.0 "A few numbers are missing: sources leave articles out.";
    article_far -0.8 "Many numbers are missing: more likely a reference.";
    article_same -1.0 "The number was there just now.";
    article_back -2.2 "The number was there already: an article before this one is referred to.";
    article_back_headed -1.0 "Numbers may go back under a heading.";
    set_off 4.0 "White space or brackets stand behind the label, as references do not have them.";
    run_on_labels 1.0 "No label of the document is set off, so that its lack says nothing.";
    refers -2.6 "What follows is how a sentence goes on that refers to the unit.";
    unfinished -1.5 "The line before breaks off in the middle of a sentence.";
    article_odd_look -2.0 "Nearly all articles write their labels in another way.";
    leaves_bare -1.5 "The article before would have no text.";

    // Lists.
    list_next 2.5 "It follows the number before it.";
    list_new 1.0 "A list begins at 1.";
    list_again 0.6 "A list begins at 1 again beside one of the same look.";
    list_skips 0.3 "A number of the list is skipped or repeated.";
    list_runs_on 1.5 "The numbers run on across their parents.";
    list_top 1.5 "This kind of number counts the articles.";
    list_stray -1.5 "It neither begins at 1 nor follows a number: only what follows can make it a list.";
    opened 0.5 "The line before ends in a colon, or is a label or heading.";
    bare_list -0.7 "A list label alone on its line is rare.";
    space_only -0.9 "In Chinese a space alone seldom sets off a number.";
    stem_alone -1.5 "甲　 may be the name of a party or a cell; only 乙　 below makes it a list.";
    japanese_paragraph 3.0 "２　 under an article is its second 項.";
    circled_paragraph 2.5 "① under a Korean article is its first 항.";
    section 2.5 "A short numbered line with an article right behind it heads it.";

    // 5.2.1.
    step_next 2.0 "It follows the number before it, on its step.";
    step_down 1.5 "It begins the next step under the number before it.";
    step_ahead 0.3 "Numbers are missing before it.";
    step_back -2.5 "The number was there already: a reference.";
}

thread_local! {
    static TRIED: Cell<Option<Weights>> = const { Cell::new(None) };
}

impl Weights {
    /// Those that count now.
    pub(super) fn now() -> Self {
        TRIED.get().unwrap_or(Self::SET)
    }

    /// What `work` gives where recognition in this thread uses these weights: for measuring them against known documents.
    pub fn tried<T>(self, work: impl FnOnce() -> T) -> T {
        let before = TRIED.replace(Some(self));
        let out = work();
        TRIED.set(before);
        out
    }
}
