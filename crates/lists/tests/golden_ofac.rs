//! 1. Every column and every kind of statement of a made-up CSV set arrives, each in its place.
//! 2. So does every element of a made-up `sdnList` file, in either namespace.
//! 3. A file in another encoding than UTF-8 keeps its letters.

use tamis_lists::{Format, InputFile, Snapshot, read, recognise};

use crate::shown::show;

const PRIMARY: &str = r#"101,"PRYKLADAU, Ivan Ivanavich, Jr.","individual","BELARUS-EO14038] [GLOMAG","Minister of Examples; Member of the Board",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 30 Aug 1954; alt. DOB circa 1955; alt. DOB 1953 to 1956; alt. DOB 31 Feb 1954; POB Exampleville, Belarus; alt. POB Sampletown; nationality Belarus; citizen Belarus; alt. citizen Russia; Gender Male; Passport MP0000001 (Belarus) issued 04 May 2010 expires 03 May 2020; alt. Passport TR-P 000002 (Turkey); National ID No. 3010154A000PB0 (Belarus); Tax ID No. 500100732259 (Russia); Driver's License No. X 000-001; Email Address ivan@example.org; Phone Number 375 17 0000000; Digital Currency Address - XBT 1BoatSLRHtKNngkdXEeobR76b53LETtpyT; alt. Digital Currency Address - ETH 0x0000000000000000000000000000000000000001; Secondary sanctions risk: section 1(b) of Executive Order 13224, as amended by Executive Order 13886; Additional Sanctions Information - Subject to Secondary Sanctions; arrested 30 Sep 2002; Chinese Commercial Code 0001 0002; son of Ivan the Elder; Minister of Examples; Member of the Board; a.k.a. 'THE EXAMPLE'; a.k.a. 'SAMPLE, Jan'; f.k.a. 'BEISPIEL; HANS'; Linked To: EXAMPLE POTASH S.A. DE C.V."
102,"EXAMPLE POTASH S.A. DE C.V.",-0- ,"BELARUS-EO14038",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"SWIFT/BIC EXAMBY2X; Website www.example.org; Organization Established Date 16 Feb 2018; Organization Type: Mining of chemical and fertilizer minerals; Target Type State-Owned Enterprise; Tax ID No. 100000007 (Belarus); Registration Number 1027700132195 (Russia); Registration Number HRA 738077 (Stuttgart) (Germany); Government Gazette Number 00044428 (Russia); Legal Entity Number 5493001KJTIIGC8Y1R12; Unified Social Credit Code (USCC) 91350100M000100Y43 (China); Identification Number IMO 5342883; D-U-N-S Number 150483782; ISIN RU0007661625; Business Registration Document # UNP 100000007 (Belarus); Executive Order 13662 Directive Determination - Subject to Directive 2; Listing Date (EO 14024 Directive 2): 24 Feb 2022; Effective Date (EO 14024 Directive 2): 26 Mar 2022; all offices worldwide; nationality "
103,"EXAMPLE STAR","vessel","SDGT] [IFSR",-0- ,"3EXA1","Bulk Carrier","99,144","56,068","Panama","EXAMPLE POTASH S.A. DE C.V.","Former Vessel Flag Malta; alt. Former Vessel Flag Tuvalu; Vessel Registration Identification IMO 9074729; MMSI 572469210; Vessel Year of Build 1999; Other Vessel Type Tanker; Linked To: NOBODY ON THE LIST."
104,"EW-000EX","aircraft","BELARUS",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Aircraft Construction Number (also called L/N or S/N or F/N) 6327; Aircraft Manufacture Date Aug 1982; Aircraft Model Tu-134B-3; Aircraft Operator EXAMPLE POTASH SA DE CV; Aircraft Manufacturer's Serial Number (MSN) 63989; Aircraft Tail Number EW-000EX; Linked To: EXAMPLE POTASH S.A. DE C.V.."
"#;
const ALTERNATES: &str = "101,1,\"aka\",\"PRIKLADOV, Ivan\",-0- \n102,2,\"fka\",\"EXAMPLE POTASH SA DE CV\",\"until 2018\"\n102,3,\"nka\",\"EXAMPLE NITROGEN\",-0- \n";
const ADDRESSES: &str = "101,1,-0- ,-0- ,-0- ,-0- \n102,2,\"1 Example Lane\",\"Minsk 220000\",\"Belarus\",\"Head Office\"\n102,3,-0- ,-0- ,\"Russia\",-0- \n";
const COMMENTS: &str =
    "102,\"Utopia; For more information, please visit the following link: https://example.org/.\"\n";

fn set() -> [(&'static str, String); 4] {
    // The publisher's lines end with CR LF and the file with 0x1A.
    let whole = |text: &str| format!("{}\x1a", text.replace('\n', "\r\n"));
    [
        ("comments.csv", whole(COMMENTS)),
        ("add.csv", whole(ADDRESSES)),
        ("sdn.csv", whole(PRIMARY)),
        ("alt.csv", whole(ALTERNATES)),
    ]
}

fn one(files: &[(&str, String)]) -> Snapshot {
    let files: Vec<_> = files.iter().map(|(name, text)| InputFile { name, bytes: text.as_bytes() }).collect();
    assert!(files.iter().all(|file| recognise(file) == Some(Format::OfacCsv)));
    let mut outcomes = read(&files);
    assert_eq!(outcomes.len(), 1);
    outcomes.remove(0).unwrap()
}

#[test]
fn csv() {
    let snapshot = one(&set());
    let names: Vec<_> = snapshot.files.iter().map(|file| &*file.name).collect();
    assert_eq!(names, ["sdn.csv", "alt.csv", "add.csv", "comments.csv"]);
    let potash = &snapshot.entities[1];
    let files: Vec<_> = potash.names.iter().map(|name| name.source.file).collect();
    assert_eq!((files, potash.addresses[0].source.file), (vec![0, 1, 1], 2));
    assert_eq!(potash.particulars.last().unwrap().source.file, 2, "the remark of an address");
    insta::assert_snapshot!("ofac_csv", show(&snapshot));
}

#[test]
fn xml() {
    let text = include_str!("golden/ofac_sdn_list.xml");
    let file = InputFile { name: "sdn.xml", bytes: text.as_bytes() };
    assert_eq!(recognise(&file), Some(Format::OfacXml));
    let shown = show(read(&[file])[0].as_ref().unwrap());
    insta::assert_snapshot!("ofac_sdn_list", shown);
    let service = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML";
    let older = text.replace(service, "http://tempuri.org/sdnList.xsd");
    assert_ne!(text, older);
    assert_eq!(
        show(read(&[InputFile { name: "sdn.xml", bytes: older.as_bytes() }])[0].as_ref().unwrap()),
        shown
    );
}

#[test]
fn latin_1() {
    let mut files = set().map(|(name, text)| (name, text.into_bytes()));
    let at = files[2].1.windows(4).position(|w| w == b"Ivan").unwrap();
    files[2].1[at] = 0xCD; // Í in Latin-1, no UTF-8
    let files: Vec<_> = files.iter().map(|(name, bytes)| InputFile { name, bytes }).collect();
    let outcomes = read(&files);
    assert_eq!(outcomes[0].as_ref().unwrap().entities[0].caption(), "Ívan Ivanavich PRYKLADAU Jr.");
}
