//! Russian in Latin letters. Shared with the tests of the tables.

/// A Russian word or phrase in Latin letters, in some system; `None` where a letter is not Russian.
pub(crate) fn romanised(phrase: &str) -> Option<String> {
    let letters = |c| {
        Some(match c {
            'а' => "a",
            'б' => "b",
            'в' => "v",
            'г' => "g",
            'д' => "d",
            'е' | 'э' => "e",
            'ё' => "yo",
            'ж' => "zh",
            'з' => "z",
            'и' => "i",
            'й' | 'ы' => "y",
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' => "u",
            'ф' => "f",
            'х' => "kh",
            'ц' => "ts",
            'ч' => "ch",
            'ш' => "sh",
            'щ' => "shch",
            'ъ' | 'ь' => "",
            'ю' => "yu",
            'я' => "ya",
            ' ' => " ",
            _ => return None,
        })
    };
    phrase.chars().map(letters).collect()
}
