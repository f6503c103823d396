//! The network's weights, as an ONNX file that takes pictures of any size.

/// The file that set-up fetched.
#[cfg(face_model)]
const FILE: Option<&[u8]> = Some(include_bytes!("../../model/centerface.onnx"));
#[cfg(not(face_model))]
const FILE: Option<&[u8]> = None;

/// The network as it was built in, without the sizes it declares; none where it was not, or is no such file.
pub(super) fn built_in() -> Option<Vec<u8>> {
    FILE.and_then(without_sizes)
}

// ModelProto.graph; GraphProto.input, output and value_info; ValueInfoProto.type. From onnx.proto.
const GRAPH: u64 = 7;
const VALUES: [u64; 3] = [11, 12, 13];
const TYPE: u64 = 2;

/// What becomes of a field of a message.
enum Fate {
    Kept,
    Dropped,
    Changed(Vec<u8>),
}

/// The file declares one fixed size for what goes in and comes out; without it any size goes in.
fn without_sizes(model: &[u8]) -> Option<Vec<u8>> {
    let value =
        |value: &[u8]| rewritten(value, |field, _| Some(if field == TYPE { Fate::Dropped } else { Fate::Kept }));
    let graph = |graph: &[u8]| {
        rewritten(
            graph,
            |field, body| {
                if VALUES.contains(&field) { value(body).map(Fate::Changed) } else { Some(Fate::Kept) }
            },
        )
    };
    rewritten(model, |field, body| if field == GRAPH { graph(body).map(Fate::Changed) } else { Some(Fate::Kept) })
}

/// A protocol-buffers message with its nested fields kept, dropped or changed; none where it is not a message.
fn rewritten(message: &[u8], mut fate: impl FnMut(u64, &[u8]) -> Option<Fate>) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(message.len());
    let mut rest = message;
    while !rest.is_empty() {
        let start = rest;
        let key = number(&mut rest)?;
        let nested = match key & 7 {
            0 => number(&mut rest).map(|_| None)?,
            1 => take(&mut rest, 8).map(|_| None)?,
            2 => {
                let length = usize::try_from(number(&mut rest)?).ok()?;
                Some(take(&mut rest, length)?)
            }
            5 => take(&mut rest, 4).map(|_| None)?,
            _ => return None,
        };
        match nested.map_or(Some(Fate::Kept), |body| fate(key >> 3, body))? {
            Fate::Kept => out.extend_from_slice(&start[..start.len() - rest.len()]),
            Fate::Dropped => {}
            Fate::Changed(body) => {
                put(&mut out, key);
                put(&mut out, body.len() as u64);
                out.extend(body);
            }
        }
    }
    Some(out)
}

fn take<'b>(rest: &mut &'b [u8], length: usize) -> Option<&'b [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}

fn number(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, left) = rest.split_first()?;
        *rest = left;
        value |= u64::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        // The low seven bits.
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A field with a nested message, shorter than 128 bytes.
    fn nested(field: u8, body: &[u8]) -> Vec<u8> {
        [&[field << 3 | 2, body.len() as u8], body].concat()
    }

    #[test]
    fn declared_sizes_are_dropped_and_everything_else_stays() {
        let value = |kind: &[u8]| [nested(1, b"input.1"), kind.to_vec()].concat();
        let version = [1 << 3, 0x96, 0x01];
        let graph = |kind: &[u8]| {
            [nested(1, b"a node"), nested(11, &value(kind)), nested(12, &value(kind)), nested(5, b"weights")].concat()
        };
        let with = [version.to_vec(), nested(7, &graph(&nested(2, b"10,3,32,32"))), nested(8, b"opset")].concat();
        let without = [version.to_vec(), nested(7, &graph(&[])), nested(8, b"opset")].concat();
        assert_eq!(without_sizes(&with), Some(without));
    }

    #[test]
    fn what_is_no_message_is_refused() {
        for broken in [&[7 << 3 | 2, 9, 1][..], &[3], &[0x80], &[1 << 3], &[0xFF; 11]] {
            assert_eq!(without_sizes(broken), None, "{broken:?}");
        }
    }
}
