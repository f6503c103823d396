//! Import, tags, faces, edits, verdicts.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The folder, or the card
    pub(crate) folder: PathBuf,
    /// The album, made where there is none of that name
    #[arg(long, value_name = "NAME")]
    pub(crate) album: String,
    /// Then erase from the card what came in, each file once its stored copy was read back and matched; all other files stay
    #[arg(long)]
    pub(crate) erase_card: bool,
    /// Leave the search for faces to the window or to `faces look`; the photos wait for it
    #[arg(long)]
    pub(crate) faces_later: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Faces {
    /// Look for faces on photos where nobody has yet; may be stopped and goes on where it was
    Look {
        /// Look once more at these photos: identifiers, or ALBUM/NUMBER
        photos: Vec<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Photos {
    /// Albums, or the photos of one
    List {
        /// The album
        #[arg(long, value_name = "NAME")]
        album: Option<String>,
        /// The purpose to decide for
        #[arg(long, default_value = "website", value_name = "PURPOSE")]
        purpose: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Tag {
    /// The photo: its identifier, or ALBUM/NUMBER
    pub(crate) photo: String,
    /// Names, admission numbers or identifiers
    #[arg(required = true)]
    pub(crate) people: Vec<String>,
    /// Draws a face there and tags it: shares of the upright picture
    #[arg(long = "box", value_name = "X,Y,W,H")]
    pub(crate) region: Option<TypedRect>,
    /// The number of a face that is there
    #[arg(long, value_name = "N", conflicts_with = "region")]
    pub(crate) face: Option<u32>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Tags {
    /// Rows of `photo,persons`: the photo or its name at import time, then people, several with `;` between them
    Import {
        /// The CSV file
        file: PathBuf,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AsFace {
    /// A tag names it
    Tagged,
    /// Destroy it in the export
    Covered,
    /// It lies outside the crop
    Cropped,
    /// It is no face
    NotPerson,
    /// Nobody can tell who it is
    Unrecognisable,
}

/// A face's number, or a new face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FaceNumber {
    /// To be drawn.
    New,
    /// As `photos list` and the window number them, from 1.
    Number(u32),
}

impl FromStr for FaceNumber {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "new" => Ok(Self::New),
            number => number.parse().map(Self::Number).map_err(|_| "a face's number, or `new`"),
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Face {
    /// The photo: its identifier, or ALBUM/NUMBER
    pub(crate) photo: String,
    /// The face's number, or `new` to draw one
    pub(crate) number: FaceNumber,
    /// What to say about it; a new one may be left unaccounted
    pub(crate) account: Option<AsFace>,
    /// Where it is, for a new one: shares of the upright picture
    #[arg(long = "box", value_name = "X,Y,W,H", required_if_eq("number", "new"))]
    pub(crate) region: Option<TypedRect>,
}

#[derive(Debug, Args)]
pub(crate) struct Cover {
    /// The photo: its identifier, or ALBUM/NUMBER
    pub(crate) photo: String,
    /// Regions, all of them: shares of the upright picture
    #[arg(long = "box", value_name = "X,Y,W,H", required_unless_present = "none")]
    pub(crate) regions: Vec<TypedRect>,
    /// Cover nothing
    #[arg(long, conflicts_with = "regions")]
    pub(crate) none: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Crop {
    /// The photo: its identifier, or ALBUM/NUMBER
    pub(crate) photo: String,
    /// What is kept: shares of the upright picture
    #[arg(long = "box", value_name = "X,Y,W,H", required_unless_present = "none")]
    pub(crate) region: Option<TypedRect>,
    /// The largest part of that box with this shape
    #[arg(long, value_name = "W:H", requires = "region")]
    pub(crate) ratio: Option<Ratio>,
    /// Keep the whole picture
    #[arg(long, conflicts_with = "region")]
    pub(crate) none: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Photos: identifiers, or ALBUM/NUMBER
    pub(crate) photos: Vec<String>,
    /// All photos of an album
    #[arg(long, value_name = "NAME", conflicts_with = "photos", required_unless_present = "photos")]
    pub(crate) album: Option<String>,
    /// The purpose
    #[arg(long)]
    pub(crate) purpose: String,
}

/// A shape as it is typed: `4:3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ratio {
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl FromStr for Ratio {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let sides = text.split_once(':').and_then(|(w, h)| w.trim().parse().ok().zip(h.trim().parse().ok()));
        let sound = sides.filter(|(w, h): &(u32, u32)| (1..=100).contains(w) && (1..=100).contains(h));
        sound.map(|(width, height)| Self { width, height }).ok_or("two whole numbers: width:height")
    }
}

/// A rectangle as it is typed: `0.1,0.2,0.3,0.4`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TypedRect(pub(crate) [f64; 4]);

impl FromStr for TypedRect {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const EXPECTED: &str = "four numbers between 0 and 1: left,top,width,height";
        let parts = text.split(',').map(|part| part.trim().parse::<f64>()).collect::<Result<Vec<_>, _>>();
        let numbers: [f64; 4] = parts.map_err(|_| EXPECTED)?.try_into().map_err(|_| EXPECTED)?;
        if numbers.iter().all(|number| (0.0..=1.0).contains(number)) { Ok(Self(numbers)) } else { Err(EXPECTED) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_four_shares_of_the_picture() {
        assert_eq!("0.1, 0.2,0.3,0.4".parse(), Ok(TypedRect([0.1, 0.2, 0.3, 0.4])));
        for wrong in ["", "1,2", "0.1,0.2,0.3,0.4,0.5", "a,b,c,d", "-0.1,0,1,1", "0,0,NaN,1", "0,0,inf,1", "0,0,2,1"] {
            assert!(wrong.parse::<TypedRect>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_shape_is_two_numbers() {
        assert_eq!("4:3".parse(), Ok(Ratio { width: 4, height: 3 }));
        for wrong in ["", "4", "4:0", ":3", "4:3:2", "-4:3", "4:1000"] {
            assert!(wrong.parse::<Ratio>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_face_is_numbered_or_new() {
        assert_eq!("new".parse(), Ok(FaceNumber::New));
        assert_eq!("3".parse(), Ok(FaceNumber::Number(3)));
        assert!("third".parse::<FaceNumber>().is_err());
    }
}
