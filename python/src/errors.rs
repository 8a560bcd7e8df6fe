//! Errors of the library as Python exceptions.

use pyo3::{PyErr, import_exception};
use tiaowen::finding::{Error, Lang};

import_exception!(tiaowen._errors, TiaowenError);

/// An error as the exception that carries its code and both sentences.
pub fn raise(e: &Error) -> PyErr {
    TiaowenError::new_err((e.code.id, e.code.name, e.message(Lang::En), e.message(Lang::Zh)))
}
