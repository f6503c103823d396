//! XML without document types or entities, under limits, one event at a time.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};

use crate::register::error::RegisterError;
use crate::register::limits::{Limits, too_large};

/// An XML document being read.
pub(super) struct Xml<'n, R: BufRead> {
    reader: Reader<Bounded<R>>,
    buffer: Vec<u8>,
    depth: u32,
    max_depth: u32,
    nodes: &'n Cell<u64>,
    max_nodes: u64,
}

impl<'n, R: BufRead> Xml<'n, R> {
    /// Reads on a budget of nodes that several documents may share.
    pub(super) fn new(source: R, limits: &Limits, nodes: &'n Cell<u64>) -> Self {
        let bounded = Bounded { source, run: 0, max_run: limits.xml_run as u64 };
        let mut reader = Reader::from_reader(bounded);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = true;
        let (max_depth, max_nodes) = (limits.xml_depth, limits.xml_nodes);
        Self { reader, buffer: Vec::new(), depth: 0, max_depth, nodes, max_nodes }
    }

    /// The next node; `None` at the end. A declared document type or an entity of the file's own ends the reading.
    pub(super) fn next(&mut self) -> Result<Option<Node<'_>>, RegisterError> {
        self.buffer.clear();
        self.nodes.set(self.nodes.get() + 1);
        if self.nodes.get() > self.max_nodes {
            return Err(too_large(format!("it has more than {} pieces of XML", self.max_nodes)));
        }
        match self.reader.read_event_into(&mut self.buffer).map_err(|error| broken(&error))? {
            Event::Eof if self.depth > 0 => Err(RegisterError::Damaged { what: "it ends in the middle".to_owned() }),
            Event::Eof => Ok(None),
            Event::DocType(_) => Err(RegisterError::Doctype),
            Event::Start(tag) | Event::Empty(tag) => {
                self.depth += 1;
                if self.depth > self.max_depth {
                    return Err(too_large(format!("its XML is nested more than {} deep", self.max_depth)));
                }
                Ok(Some(Node::Open(tag)))
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Some(Node::Close(tag)))
            }
            Event::Text(text) => Ok(Some(Node::Text(text.into_inner()))),
            Event::CData(text) => Ok(Some(Node::Text(text.into_inner()))),
            Event::GeneralRef(reference) => Ok(Some(Node::Text(Cow::Owned(resolve(&reference)?.to_string())))),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Ok(Some(Node::Text(Cow::Borrowed("")))),
        }
    }
}

/// A piece of a document: text comes in as many pieces as it likes.
pub(super) enum Node<'b> {
    /// An element begins.
    Open(BytesStart<'b>),
    /// An element ends, empty ones included.
    Close(BytesEnd<'b>),
    /// Text, entities resolved.
    Text(Cow<'b, str>),
}

/// The five entities of XML itself and character numbers; no others.
fn resolve(reference: &BytesRef<'_>) -> Result<char, RegisterError> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Ok(c);
    }
    match reference.as_ref() {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "apos" => Ok('\''),
        "quot" => Ok('"'),
        _ => Err(RegisterError::Doctype),
    }
}

/// An attribute by its local name.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    tag.attributes().filter_map(Result::ok).find(|attribute| attribute.key.local_name().into_inner() == name).and_then(
        |attribute| attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|v| v.into_owned()),
    )
}

/// An attribute that says yes.
pub(super) fn flag(tag: &BytesStart<'_>, name: &str) -> bool {
    attribute(tag, name).is_some_and(|value| value == "1" || value == "true")
}

fn broken(error: &quick_xml::Error) -> RegisterError {
    if let quick_xml::Error::Io(io) = error
        && let Some(excess) = io.get_ref().and_then(|inner| inner.downcast_ref::<Excess>())
    {
        return too_large(excess.to_string());
    }
    RegisterError::Damaged { what: format!("its XML breaks off ({error})") }
}

/// Lets no more through between two tags than allowed.
struct Bounded<R> {
    source: R,
    run: u64,
    max_run: u64,
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.run > self.max_run {
            return Err(io::Error::other(Excess));
        }
        self.source.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if let Ok(seen) = self.source.fill_buf() {
            let seen = &seen[..amount.min(seen.len())];
            match seen.iter().rposition(|byte| matches!(byte, b'<' | b'>')) {
                Some(last) => self.run = (seen.len() - last) as u64,
                None => self.run += seen.len() as u64,
            }
        }
        self.source.consume(amount);
    }
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(into.len());
        into[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

#[derive(Debug)]
struct Excess;

impl fmt::Display for Excess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a single cell is longer than any register needs")
    }
}

impl std::error::Error for Excess {}
