package ai.genops.search.plan;

/// What an [Expr.Call] computes. All of them give null for null unless they say otherwise; none fails on a
/// value unless it says so. The rows' names say the types of arguments and result; a dialect has a text for each.
public enum Op {
    // Conversions; null where the value does not convert.
    NUMBER_OF_TEXT,
    NUMBER_OF_DIGITS,
    NUMBER_OF_ANY,
    NUMBER_OF_EXACT,
    NUMBER_OF_TIME,
    NUMBER_OF_LIST,
    NUMBER_OF_BOOLEAN,
    TEXT_OF_NUMBER,
    TEXT_OF_ANY,
    TEXT_OF_EXACT,
    TEXT_OF_LIST,
    TEXT_OF_BOOLEAN,
    TIME_OF_NUMBER,
    LIST_OF_TEXT,
    LIST_OF_ANY,
    ANY_OF,

    // Logic. AND, OR and COALESCE take any number of arguments, IN looks for its first among the others. IS_TRUE,
    // IS_NULL
    // and COALESCE look at nulls; IF takes its third argument when the first is null.
    AND,
    OR,
    NOT,
    IS_TRUE,
    IS_NULL,
    COALESCE,
    IN,
    IF,
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE,

    // Arithmetic on numbers; what is not a finite number becomes null.
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    MODULO,
    NEGATE,
    ABS,
    CEIL,
    FLOOR,
    ROUND,
    SQRT,
    EXP,
    LN,
    LOG,
    POW,
    RANDOM,
    SIN,
    COS,
    TAN,
    ASIN,
    ACOS,
    ATAN,
    ATAN2,
    SINH,
    COSH,
    TANH,
    ASINH,
    ACOSH,
    ATANH,
    HYPOT,
    BIT_AND,
    BIT_OR,
    BIT_XOR,
    BIT_SHIFT_LEFT,
    BIT_SHIFT_RIGHT,

    // Text. Patterns of LIKE have `\` as escape; ILIKE ignores case. MATCHES and REPLACE take regular expressions.
    // LIKE and regular expressions fail on a pattern that is none; of a text of events LIKE_PATTERN makes one, and
    // REGEX gives null in place of one that is none.
    LIKE_PATTERN,
    REGEX,
    CONCAT,
    LOWER,
    UPPER,
    LENGTH,
    SUBSTR,
    TRIM,
    LTRIM,
    RTRIM,
    LIKE,
    ILIKE,
    MATCHES,
    IMATCHES,
    /// Whether a text has a word: the text, the word's letters and the word within its bounds as regular
    /// expressions that ignore case, all of the word before a `*` at its end, in lower case, or nothing if it has
    /// not just one there, then attributes whose name is the word, so that the text has it wherever one of them is.
    WORD,
    EXTRACT,
    REPLACE,
    REPLACE_FIRST,
    TRANSLATE,
    PRINTF_NUMBER,
    PRINTF_INTEGER,
    PRINTF_TEXT,
    HEX,
    BINARY,
    COMMAS,
    DURATION,
    MD5,
    SHA1,
    SHA256,
    SHA512,
    URLDECODE,
    EXTRACT_ALL,
    /// The digits of an address, of IPv4 or IPv6, in the order of addresses; null of a text that is none.
    ADDRESS_DIGITS,
    /// Whether the digits of an address lie between two others; false of a text that is none.
    CIDR_MATCH,
    JSON_PATH,
    JSON_PATHS,
    JSON_OBJECT,
    JSON_ARRAY,
    JSON_ARRAY_OF_LIST,
    /// As JSON_ARRAY_OF_LIST, of texts that are JSON numbers, booleans or null what they are.
    JSON_ARRAY_OF_VALUES,
    JSON_KEYS,
    /// Of an object its members, as an array of objects with `key` and `value`.
    JSON_ENTRIES,
    JSON_HAS_KEY,
    JSON_VALID,
    JSON_OF_TEXT,
    LIST_OF_JSON_ARRAY,
    /// As LIST_OF_JSON_ARRAY, texts in their quotes.
    LIST_OF_JSON_VALUES,
    JSON_VALUE,
    // Of JSON another one: with a path and JSON, to be there; without what is at a path.
    JSON_SET,
    JSON_SET_EXACT,
    JSON_APPEND,
    JSON_EXTEND,
    JSON_DELETE,
    /// Of the attributes of a histogram's point as JSON its series, a JSON array of texts.
    HISTOGRAM_SERIES,

    // Time. STRFTIME and STRPTIME take a format of the engine's and a zone; TIME_TEXT and TIME_OF_TEXT any
    // [ai.genops.search.spl.TimeFormat] and a zone; TIME_BIN a count, a unit and a zone;
    // TIME_SHIFT a time modifier and a zone.
    STRFTIME,
    STRPTIME,
    TIME_TEXT,
    TIME_OF_TEXT,
    TIME_BIN,
    TIME_SHIFT,

    // Lists of text, counted from 0; a negative index counts from the end.
    SPLIT,
    LIST_LENGTH,
    LIST_ITEM,
    LIST_SLICE,
    LIST_JOIN,
    LIST_JOIN_BY,
    LIST_APPEND,
    LIST_DISTINCT,
    LIST_SORT,
    LIST_FIND,
    LIST_ANY_ILIKE,
    LIST_NOT_EMPTY,
    LIST_ZIP,
    LIST_RANGE,
    /// Times that are a step apart: two numbers with a space between, a zone, a space and a step.
    LIST_TIMES,
    LIST_MAP,
    LIST_FILTER,
    LIST_REVERSE,

    // Aggregates over the rows of a group. FIRST, LAST and LIST take the group's order into account.
    COUNT_ROWS,
    COUNT,
    DISTINCT_COUNT,
    /// A number as a whole number of billionths, where that says it exactly. A second argument is the same number
    /// as it was read: whoever has its billionths already need not compute them.
    BILLIONTHS,
    /// A number that has no billionths; the arguments are the number, its billionths, and the number as it was
    /// read.
    NO_BILLIONTHS,
    /// A number as the whole number of billionths that is nearest to it, null from nine times a billion on, and
    /// what it has beyond those; the arguments are as those of BILLIONTHS and NO_BILLIONTHS.
    NEAREST_BILLIONTHS,
    BEYOND_BILLIONTHS,
    /// Of numbers; further arguments may be their billionths and those that have none.
    SUM,
    SUM_OF_SUMS,
    /// Of numbers; further arguments may be their nearest billionths and what they have beyond those.
    AVG,
    // As SUM and AVG of numbers that all have billionths; the arguments are these and NO_BILLIONTHS. They fail on a
    // value that has none: whoever uses them can do without. Without the second argument there is no such value.
    SUM_BILLIONTHS,
    AVG_BILLIONTHS,
    MIN,
    MAX,
    MIN_ANY,
    MAX_ANY,
    /// A value's text if it is no number; the arguments are the number, the text, and the value as it was read.
    NO_NUMBER,
    // As MIN_ANY and MAX_ANY without making a text of each number; the arguments are numbers and NO_NUMBER. They fail
    // on a value that is no number: whoever uses them can do without. Without the second argument there is none.
    MIN_NUMBERS,
    MAX_NUMBERS,
    PERCENTILE,
    STDEV,
    STDEVP,
    VAR,
    VARP,
    SUMSQ,
    MODE,
    VALUES,
    LIST,
    FIRST,
    LAST,
    /// The value of the least or greatest time; the arguments are the value, the time, and two whole
    /// numbers that decide between equal times.
    EARLIEST,
    LATEST,
    LIST_ALL,
    RANGE,
    RATE,
    EARLIEST_TIME,
    LATEST_TIME,
    WEIGHTED_AVG,

    // Of an aggregate what one file's rows contribute, and the aggregate of what files contribute. SUM is SUM_OF_FILES
    // of TOTAL, TOTAL_OTHERS and TOTAL_LARGE; AVG is AVG_OF_FILES of COUNT, TOTAL twice and TOTAL_WITHOUT_NEAREST.
    // SUM_BILLIONTHS and AVG_BILLIONTHS are of TOTAL_BILLIONTHS, and of COUNT. MIN_ANY and
    // MAX_ANY are of COUNT twice and the extremes of both; other extremes are of themselves. EARLIEST and LATEST are
    // what is FIRST and LAST by EARLIEST_PLACE and LATEST_PLACE.
    TOTAL,
    TOTAL_OTHERS,
    TOTAL_LARGE,
    SUM_OF_FILES,
    TOTAL_WITHOUT_NEAREST,
    AVG_OF_FILES,
    TOTAL_BILLIONTHS,
    SUM_BILLIONTHS_OF_FILES,
    AVG_BILLIONTHS_OF_FILES,
    MIN_ANY_OF_FILES,
    MAX_ANY_OF_FILES,
    EARLIEST_PLACE,
    LATEST_PLACE,

    LAG,
    LAST_PRESENT,
    ROW_NUMBER
}
