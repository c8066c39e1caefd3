//! One name a script, and the Latin spelling that it must be like.

use tamis_model::SubjectKind;
use tamis_names::{ALIKE, analyse, compare};

/// Script, the name in it, the name in Latin.
const NAMES: &[(&str, &str, &str)] = &[
    ("Cyrillic, Russian", "Владимир Владимирович Путин", "Vladimir Vladimirovich Putin"),
    ("Cyrillic, Belarusian", "Святлана Ціханоўская", "Sviatlana Tsikhanouskaya"),
    ("Cyrillic, Belarusian in Lacinka", "Святлана Ціханоўская", "Śviatłana Cichanoŭskaja"),
    ("Cyrillic, Ukrainian", "Володимир Зеленський", "Volodymyr Zelenskyy"),
    ("Cyrillic, Bulgarian", "Бойко Борисов", "Boyko Borisov"),
    ("Cyrillic, Serbian", "Александар Вучић", "Aleksandar Vučić"),
    ("Cyrillic, Macedonian", "Ѓорге Иванов", "Gjorge Ivanov"),
    ("Cyrillic, Kazakh", "Қасым-Жомарт Тоқаев", "Kassym-Jomart Tokayev"),
    ("Cyrillic, Mongolian", "Ухнаагийн Хүрэлсүх", "Ukhnaagiin Khurelsukh"),
    ("Cyrillic in German print", "Михаил Горбачёв", "Michail Gorbatschow"),
    ("Cyrillic in French print", "Александр Лукашенко", "Alexandre Loukachenko"),
    ("Cyrillic in Polish print", "Борис Ельцин", "Borys Jelcyn"),
    ("Greek", "Αλέξης Τσίπρας", "Alexis Tsipras"),
    ("Armenian", "Նիկոլ Փաշինյան", "Nikol Pashinyan"),
    ("Georgian", "ბარაკ ობამა", "Barack Obama"),
    ("Arabic", "معمر القذافي", "Muammar al-Gaddafi"),
    ("Persian", "محمود احمدی نژاد", "Mahmoud Ahmadinejad"),
    ("Urdu", "عمران خان", "Imran Khan"),
    ("Pashto", "ملا عبدالغني برادر", "Mullah Abdul Ghani Baradar"),
    ("Hebrew", "בנימין נתניהו", "Binyamin Netanyahu"),
    ("Han, simplified", "习近平", "Xi Jinping"),
    ("Han, traditional", "張曉明", "Zhang Xiaoming"),
    ("Han in Wade-Giles", "毛泽东", "Mao Tse-tung"),
    ("Hangul, Revised", "박보검", "Bak Bogeom"),
    ("Hangul, McCune-Reischauer and North Korean", "김정은", "Kim Jong Un"),
    ("Kana", "たなか ひろし", "Tanaka Hiroshi"),
    ("Devanagari", "दाऊद इब्राहिम", "Dawood Ibrahim"),
    ("Bengali", "শেখ হাসিনা", "Sheikh Hasina"),
    ("Gurmukhi", "ਮਨਮੋਹਨ ਸਿੰਘ", "Manmohan Singh"),
    ("Gujarati", "નરેન્દ્ર મોદી", "Narendra Modi"),
    ("Tamil", "நரேந்திர மோடி", "Narendra Modi"),
    ("Telugu", "నరేంద్ర మోడీ", "Narendra Modi"),
    ("Kannada", "ನರೇಂದ್ರ ಮೋದಿ", "Narendra Modi"),
    ("Malayalam", "നരേന്ദ്ര മോദി", "Narendra Modi"),
    ("Sinhala", "මහින්ද රාජපක්ෂ", "Mahinda Rajapaksa"),
    ("Thai", "ทักษิณ ชินวัตร", "Thaksin Shinawatra"),
    ("Lao", "ທອງລຸນ ສີສຸລິດ", "Thongloun Sisoulith"),
    ("Khmer", "ហ៊ុន សែន", "Hun Sen"),
    ("Burmese", "မင်းအောင်လှိုင်", "Min Aung Hlaing"),
    ("Ethiopic", "አቢይ አሕመድ", "Abiy Ahmed"),
];

#[test]
fn every_script_reads_like_latin() {
    let mut failed = Vec::new();
    for (script, native, latin) in NAMES {
        let found = compare(&analyse(native, SubjectKind::Person), &analyse(latin, SubjectKind::Person));
        if found.score < ALIKE {
            failed.push(format!("{script}: {native} | {latin}: {:.2}", found.score));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn scripts_are_told_apart_from_other_names() {
    let other = analyse("Ferdinand Marcos", SubjectKind::Person);
    for (script, native, _) in NAMES {
        let found = compare(&analyse(native, SubjectKind::Person), &other);
        assert!(found.score < ALIKE, "{script}: {native}: {:.2}", found.score);
    }
}

/// A name, and spellings of it in different systems, all of which are alike to it.
const SYSTEMS: &[(&str, &[&str])] = &[
    // What stands beside a Korean sound changes it, and some systems write the change.
    ("신라", &["Silla"]),
    ("독립", &["Tongnip", "Dongnip"]),
    ("한라산", &["Hallasan"]),
    ("백마", &["Paengma", "Baengma"]),
    ("평양", &["P'yŏngyang", "Pyongyang", "Phyongyang"]),
    ("신미란", &["Sin Mi Ran", "Shin Miran"]),
    ("리용호", &["Ri Yong Ho", "Lee Yong-ho", "Yi Yŏng-ho"]),
    ("周恩來", &["Zhou Enlai", "Chou En-lai"]),
    ("박근혜", &["Park Geun-hye", "Pak Kun-hye", "PAK Kŭnhye"]),
    ("김정은", &["Kim Jong-un", "KIM Chong-un", "Kim Jeong-eun", "Gim Jeongeun"]),
    ("이동욱", &["Lee Dong-wook", "Ri Tong Uk", "Yi Tong-uk"]),
    ("김영희", &["Kim Young-hee", "Kim Yeonghui", "KIM Yong Hui"]),
    ("박현우", &["Park Hyun-woo", "Pak Hyon U"]),
    // Who reads Han characters in Cantonese or in Korean prints what he reads.
    ("陳大文", &["Chan Tai Man", "CHAN Tai-man", "Chen Dawen", "Chan Tai-man Peter", "Peter Chan Tai-man"]),
    ("陈大文", &["Chan Tai Man"]),
    ("陈大文先生", &["Chan Tai Man", "Chen Dawen"]),
    ("李嘉誠", &["Li Ka-shing", "Lee Ka Shing", "Li Jiacheng"]),
    ("梁 振強", &["LEUNG Chun-keung", "Leung Chan Keung", "Liang Zhenqiang"]),
    ("吳月娥", &["Ng Yuet Ngo", "NG Yuet-ngo", "Wu Yue'e"]),
    ("林鄭月娥", &["Lam Cheng Yuet-ngor", "Carrie Lam Cheng Yuet-ngor", "LAM CHENG, Yuet-ngor"]),
    ("徐志明", &["Tsui Chi-ming", "Chui Chi Ming"]),
    ("沈國偉", &["Shum Kwok-wai", "Sham Kwok Wai"]),
    ("金與正", &["Kim Yo Jong", "Kim Yŏ-jŏng"]),
    ("朴正熙", &["Park Chung-hee", "Pak Chong-hui", "Bak Jeonghui"]),
    ("崔龙海", &["Choe Ryong Hae", "Choi Ryong-hae"]),
    // The vowel that no letter writes, the letters with a dot, v and b, the nasal.
    // Japanese as a dictionary of names reads it, or by the readings of its characters; kana within.
    ("田中裕子", &["Tanaka Yuko", "TANAKA, Hiroko", "Tanaka Yūko"]),
    ("山田 太郎", &["Yamada Taro", "Taro Yamada", "YAMADA Tarō"]),
    ("高橋ゆり子", &["Takahashi Yuriko"]),
    ("大野なおみ", &["Ohno Naomi", "Ono Naomi", "Oono Naomi"]),
    ("佐々木清司", &["Sasaki Kiyoshi", "Sasaki Seiji"]),
    ("稲垣敏充", &["Inagaki Toshimitsu"]),
    // Katakana in names of other languages.
    ("ヴィクトル・スミルノフ", &["Viktor Smirnov", "Wiktor Smirnow"]),
    ("ウラジスラフ・ブラトフ", &["Vladislav Bulatov"]),
    ("ロバート・カーター", &["Robert Carter"]),
    ("アリ・レザエイ", &["Ali Rezaei"]),
    ("ヤマダ・ユリコ", &["Yamada Yuriko"]),
    // Hangul and Han characters in names of other languages.
    ("维克托·斯米尔诺夫", &["Viktor Smirnov", "Wiktor Smirnow"]),
    ("穆罕默德 礼萨伊", &["Mohammad Rezai"]),
    ("罗伯特·康德", &["Robert Kant"]),
    ("阿迪力·买买提", &["Adil Memet"]),
    ("빅토르 스미르노프", &["Viktor Smirnov", "Wiktor Smirnow"]),
    ("로버트 카터", &["Robert Carter"]),
    ("알리 레자에이", &["Ali Rezaei"]),
    ("विश्वनाथ शर्मा", &["Vishwanath Sharma", "Viśvanātha Śarmā", "Bishwanath Sarma"]),
    ("गढ़वाल ख़ान", &["Garhwal Khan", "Gaṛhavāla K͟hāna"]),
    ("विद्युत विश्वास", &["Bidyut Biswas"]),
    ("বিদ্যুৎ বিশ্বাস", &["Bidyut Biswas", "Vidyut Vishwas"]),
    ("ਗੁਰਿੰਦਰ ਸਿੰਘ", &["Gurinder Singh", "Gurindara Siṅgha"]),
    ("ଯାଦବ ମହାନ୍ତି", &["Jadab Mohanty", "Yadav Mahanti"]),
    ("முருகன் செந்தில்", &["Murugan Senthil", "Murukan Chentil"]),
    ("संजय पंजाबी", &["Sanjay Panjabi"]),
    ("ገብረ መስቀል", &["Gebre Meskel", "Gabra Masqal", "Gebrĭe Mesk'elĭ"]),
    ("ひろし つちや", &["Hiroshi Tsuchiya", "Hirosi Tutiya"]),
    ("じゅんぺい ほった", &["Jumpei Hotta", "Zyunpei Hotta"]),
    ("Μπάμπης Γκίκας", &["Mpampis Gkikas", "Babis Gikas", "Bampis Gkikas"]),
    ("صالح القيصومي", &["Ṣāliḥ al-Qayṣūmī", "Şāliḩ al Qayşūmī"]),
    ("مظهر الزبيدي", &["Mazhar al-Zubaidi"]),
    ("יעקב דויטש", &["Yaakov Deutsch"]),
    ("สุเทพ ภูมิพล", &["Suthep Phumiphon"]),
    ("จันทร์ ลักษณ์", &["Chan Lak"]),
    ("สิทธิ์ ยุทธ์", &["Sit Yut"]),
    ("อรุณี วัฒนกุล", &["Arunee Wattanakul", "Aruni Wattanakun"]),
    ("ธรรมนัส บรรหาร", &["Thammanat Banhan", "Thammanas Banharn"]),
    ("สมชาย พงษ์สวัสดิ์", &["Somchai Pongsawat", "Somchai Phongsawat"]),
    ("สิทธิ จุลานนท์", &["Sitti Chulanon", "Sitthi Julanonda"]),
    ("กรณ์ เวชชาชีวะ", &["Korn Vejjajiva", "Kon Wetchachiwa"]),
    ("สุรเชษฐ์ หลีกภัย", &["Surachet Likphai", "Surachate Leekpai"]),
    ("ស៊ុន ចិន្តា", &["Sun Chenda", "Sun Chinda"]),
    ("ម៉ម ប៊ុនហេង", &["Mam Bunheng"]),
    ("សំ រិទ្ធី", &["Som Rithy"]),
    ("ពេជ្រ សុខុន", &["Pich Sokhon", "Pech Sokhonn"]),
    ("ស ភិរុណ", &["Sar Phirun"]),
    ("اخندزاده احمد", &["Akhundzada Ahmad", "Akhundzadeh Ahmad"]),
    ("کاوە ساڵح", &["Kawa Salih", "Kaweh Saleh"]),
    ("नवाज जैदी", &["Nawaz Zaidi"]),
    ("জিয়া আজাদ", &["Zia Azad"]),
    ("חיים חסדאי", &["Chaim Chasdai", "Haim Hasdai"]),
    ("ບຸນມີ ຄຳໄຊ", &["Bounmy Khamxay", "Bounmi Khamsay"]),
    ("ສອນໄຊ ວໍລະຈິດ", &["Sonexay Vorachith", "Sonsai Vorachit"]),
    ("ခင်မောင်စိုး", &["Khin Maung Soe", "Khin Maung So", "SOE, Khin Maung"]),
    ("ထွန်းမြင့်ဦး", &["Tun Myint Oo", "Htun Myint U"]),
    ("ခိုင်ဇာသန့်", &["Khaing Zar Thant", "Khine Za Thant"]),
    ("ဖုန်းညွန့်ဆွေ", &["Phone Nyunt Swe", "Hpone Nyunt Swe"]),
    ("ရဲထက်ကျော်", &["Ye Htet Kyaw"]),
    ("ဇေယျာသီတာ", &["Zeya Thida", "Zeyar Thidar"]),
    ("ဝဏ္ဏစန္ဒာ", &["Wunna Sanda", "Wunna Sandar"]),
    ("ဥက္ကာလှိုင်", &["Okkar Hlaing", "Okka Hlaing"]),
    ("ဒေါ်အေးအေးပြည့်", &["Daw Aye Aye Pyae", "Aye Aye Pyay"]),
    ("ဗိုလ်ချုပ်မှူးကြီး ရှိန်ဝင်း", &["General Shein Win"]),
    ("ချိုနိုင်တိုက်", &["Cho Naing Taik"]),
];

#[test]
fn systems_of_romanisation_meet() {
    let mut failed = Vec::new();
    for (native, spellings) in SYSTEMS {
        for latin in *spellings {
            let found = compare(&analyse(native, SubjectKind::Person), &analyse(latin, SubjectKind::Person));
            if found.score < ALIKE {
                failed.push(format!("{native} | {latin}: {:.2}", found.score));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn near_names_of_one_script_are_two() {
    for (a, b) in [
        ("김종은", "김정은"),
        ("박미란", "박미라"),
        ("김정은", "Kim Jong Il"),
        ("김은주", "Kim An Ju"),
        ("陳大文", "Chan Tai Ming"),
        ("李家超", "Lee Ka-shing"),
        ("李家超", "John Lee"),
        ("王毅", "Wong Kit"),
        ("金正恩", "Kim Jong Il"),
        ("素蘭 陳", "전철영"),
        ("瑞 杨", "Su Yang"),
        ("李家超", "李家誠"),
        ("田中裕子", "Tanaka Hiroshi"),
        ("山田太郎", "Yamada Jiro"),
        ("山田太郎", "Shan Tai"),
        ("빅토르 스미르노프", "Viktor Sidorov"),
        ("维克托·斯米尔诺夫", "Viktor Semyonov"),
        ("राम शर्मा", "Ramesh Verma"),
        ("मोदी कुमार", "Madan Komar"),
        ("বিমল বিশ্বাস", "Kamal Biswas"),
        ("ገብረ መስቀል", "Gebre Mariam"),
        ("ひろし つちや", "Hiroko Tsuji"),
        ("ស៊ុន ចិន្តា", "Sun Chanthol"),
        ("สมชาย พงษ์สวัสดิ์", "Somsak Pongsawat"),
        ("ธนาธร บุญมี", "Thanakorn Bunma"),
        ("ခင်မောင်စိုး", "Khin Maung Swe"),
        ("ထွန်းမြင့်ဦး", "Tun Myat Oo"),
        ("အောင်လင်း", "Aung San"),
        ("ရဲထက်ကျော်", "Yan Htet Kyaw"),
        ("နေဝင်း", "Naing Win"),
    ] {
        let found = compare(&analyse(a, SubjectKind::Person), &analyse(b, SubjectKind::Person));
        assert!(found.score < ALIKE, "{a} | {b}: {:.2}", found.score);
    }
}

#[test]
fn digits_are_digits_in_every_script() {
    for text in ["رقم ٤٢", "रक्षा ४२", "องค์การ ๔២", "১০ ৪২"] {
        let analysed = analyse(text, SubjectKind::Organization);
        let number = analysed.readings[0].tokens.iter().any(|t| &*t.form == "#42");
        assert!(number, "{text}: {:?}", analysed.readings[0].tokens);
    }
}
