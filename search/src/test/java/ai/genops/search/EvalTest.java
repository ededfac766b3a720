package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expressions of `eval` and `where`; the examples of Splunk's Search Reference, "Evaluation functions", where it has
/// one.
class EvalTest {
    private static final TestLake LAKE = new TestLake();

    @AfterAll
    static void close() {
        LAKE.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    1 + 2 * 3                                  | 7
                    (1 + 2) * 3                                | 9
                    7 % 4                                      | 3
                    1 / 0                                      | none
                    -3 + 1                                     | -2
                    1.5e3                                      | 1500
                    "a" . "b"                                  | "ab"
                    1 . 2                                      | "12"
                    round(91.225, 1) + "%"                     | "91.2%"
                    "a" + "b"                                  | "ab"
                    nosuch + 1                                 | none
                    "a" . nosuch                               | none
                    if(1 == 1, "yes", "no")                    | "yes"
                    if(nosuch == 1, "yes", "no")               | "no"
                    case(1 > 2, "a", 2 > 1, "b")               | "b"
                    case(1 > 2, "a")                           | none
                    coalesce(nosuch, "x")                      | "x"
                    if(isnull(nosuch), 1, 2)                   | 1
                    if(isnotnull(nosuch), 1, 2)                | 2
                    if(isnum("12") AND isstr("x"), 1, 2)       | 1
                    if(NOT 1 = 2 AND 1 = 1 OR 1 = 2, 1, 2)     | 1
                    if(match("10.1.2.3", "^10\\."), 1, 2)      | 1
                    if(like("foobar", "foo%"), 1, 2)           | 1
                    if("b" IN ("a", "b"), 1, 2)                | 1
                    if("b" in ("a", "c"), 1, 2)                | 2
                    nullif(1, 1)                               | none
                    lower("AbC")                               | "abc"
                    upper("AbC")                               | "ABC"
                    len("abc")                                 | 3
                    substr("string", 1, 3)                     | "str"
                    substr("string", -3)                       | "ing"
                    trim("  ab ")                              | "ab"
                    trim("xxabx", "x")                         | "ab"
                    replace("1/14/2026", "^(\\d{1,2})/(\\d{1,2})/", "\\2/\\1/") | "14/1/2026"
                    tonumber("12.5") + 1                       | 13.5
                    tonumber("x")                              | none
                    tonumber("ff", 16)                         | 255
                    tostring(5)                                | "5"
                    tostring(12345.6789, "commas")             | "12,345.68"
                    tostring(1234, "commas")                   | "1,234"
                    tostring(15, "hex")                        | "0xF"
                    tostring(615, "duration")                  | "00:10:15"
                    tostring(1 == 1)                           | "True"
                    round(3.5)                                 | 4
                    round(2.555, 2)                            | 2.56
                    ceiling(1.9)                               | 2
                    floor(1.9)                                 | 1
                    abs(-2)                                    | 2
                    sqrt(9)                                    | 3
                    sqrt(-1)                                   | none
                    ln(0)                                      | none
                    pow(2, 10)                                 | 1024
                    log(100)                                   | 2
                    max(1, 3, 2)                               | 3
                    min(1, nosuch, 2)                          | 1
                    printf("$%.2f", 12)                        | "$12.00"
                    printf("%d%% of %s", 12.9, "all")          | "12% of all"
                    printf("%05d,%-4d,%4s", 7, 7, "x")         | "00007,7   ,   x"
                    printf("%x", 255)                          | "ff"
                    mvcount(split("a,b,c", ","))               | 3
                    mvindex(split("a,b,c", ","), 0)            | "a"
                    mvindex(split("a,b,c", ","), -1)           | "c"
                    mvjoin(mvindex(split("a,b,c", ","), 1, 2), "+") | "b+c"
                    mvdedup(mvappend("a", "a"))                | ["a"]
                    mvfind(split("a,b,c", ","), "c")           | 2
                    split("a,b", ",")                          | ["a","b"]
                    now()                                      | 1773144000
                    strftime(0, "%Y-%m-%d %H:%M:%S")           | "1970-01-01 00:00:00"
                    strftime(1773144000.25, "%H:%M:%S.%3N")    | "12:00:00.250"
                    strptime("2026-03-10", "%Y-%m-%d")         | 1773100800
                    strptime("x", "%Y")                        | none
                    relative_time(now(), "-1d@d")              | 1773014400
                    relative_time(1e300, "-1d@d")              | none
                    md5("a")                                   | "0cc175b9c0f1b6a831c399e269772661"
                    if(cidrmatch("10.0.0.0/8", "10.255.255.255"), 1, 2) | 1
                    if(cidrmatch("10.0.0.0/8", "11.0.0.0"), 1, 2) | 2
                    if(cidrmatch("10.1.2.3", "10.1.2.3"), 1, 2) | 1
                    if(cidrmatch("0.0.0.0/0", "300.1.1.1"), 1, 2) | 2
                    if(cidrmatch("0.0.0.0/0", "::1"), 1, 2)    | 2
                    if(cidrmatch("2001:db8::/33", "2001:DB8:7fff:ffff:ffff:ffff:ffff:ffff"), 1, 2) | 1
                    if(cidrmatch("2001:db8::/33", "2001:db8:8000::"), 1, 2) | 2
                    if(cidrmatch("::1", "0:0:0:0:0:0:0:1"), 1, 2) | 1
                    if(cidrmatch("::/0", "10.0.0.1"), 1, 2)    | 1
                    if(cidrmatch("10.0.0.0/8", "::ffff:10.0.0.1"), 1, 2) | 1
                    if(cidrmatch("::/0", "1::2::3"), 1, 2)     | 2
                    if(cidrmatch("::/0", "fe80::1%eth0"), 1, 2) | 2
                    if(NOT cidrmatch("10.0.0.0/8", "none"), 1, 2) | 1
                    cidrmatch("10.0.0.0/8", nosuch)            | none
                    mvjoin(mvrange(0, 5400.5, "30m"), " ")     | "0 1800 3600 5400"
                    mvjoin(mvrange(0, 1209600, "1w"), " ")     | "0 604800"
                    mvjoin(mvrange(2592000, 9000000, "mon"), " ") | "2592000 5011200 7689600"
                    mvjoin(mvrange(-1.5, 1, "s"), " ")         | "-1.5 -0.5 0.5"
                    mvcount(mvrange(0, 9e11, "s"))             | 10000
                    mvrange(0, 1e300, "d")                     | none
                    mvcount(mvrange(9, 1, "d"))                | none
                    0.1 + 0.2 > 0.3                            | "true"
                    """)
    void computes(String expression, String expected) {
        String row = LAKE.json("| makeresults | eval x=" + expression + " | table x");
        assertThat(row).isEqualTo(expected.equals("none") ? "{}\n" : "{\"x\":" + expected + "}\n");
    }

    /// Of three events the first has all fields, the second has values that are wrong in their place, the third has
    /// none.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    substr(sha512(text),1,6)                   | {"x":"ddaf35"} {"x":"79d2bb"} {}
                    strftime(time, format)                     | {"x":"1970-01"} {} {}
                    strptime(date, format)                     | {"x":1772323200} {} {}
                    relative_time(time, span)                  | {"x":3600} {} {}
                    json_set(json, "a", 2)                     | {"x":"{\\"a\\":2}"} {} {}
                    json_has_key_exact(json, key)              | {"x":"true"} {"x":"false"} {"x":"false"}
                    json_entries(json)                         | {"x":"[{\\"key\\":\\"a\\",\\"value\\":1}]"} {} {}
                    json_object(key, 1)                        | {"x":"{\\"a\\":1}"} {"x":"{\\"\\\\\\"\\":1}"} {"x":"{}"}
                    mvjoin(split("1,2", ","), key)             | {"x":"1a2"} {"x":"1\\"2"} {}
                    if(like(text, wild), 1, 0)                 | {"x":1} {"x":1} {"x":0}
                    if(match(text, regex), 1, 0)               | {"x":1} {"x":0} {"x":0}
                    replace(text, regex, "-")                  | {"x":"a-"} {} {}
                    mvfind(split("abc,b", ","), regex)         | {"x":0} {} {}
                    """)
    void ofWhatIsMissingOrWrongInAnEventTheResultIsNullThere(String expression, String expected) {
        try (var lake = new TestLake()) {
            lake.add("genops_ai", """
                    [{"_time": "2026-03-10T08:00:00", "fields": {"text": "abc", "time": 0, "format": "%Y-%m", "date": "2026-03",
                       "span": "+1h", "json": "{\\"a\\": 1}", "key": "a", "wild": "a%", "regex": "b."}},
                     {"_time": "2026-03-10T08:00:01", "fields": {"text": "a\\\\", "time": "x", "format": "-", "date": "x",
                       "span": "x", "json": "{", "key": "\\"", "wild": "_\\\\", "regex": "("}},
                     {"_time": "2026-03-10T08:00:02", "fields": {"other": 1}}]
                    """);
            assertThat(lake.json("index=genops_ai | sort _time | eval x=" + expression + " | table x")
                            .replace("\n", " "))
                    .isEqualTo(expected + " ");
        }
    }

    @Test
    void aLaterAssignmentSeesTheEarlier() {
        assertThat(LAKE.json("| makeresults | eval a=1, b=a+1, a=b*10 | table a b"))
                .isEqualTo("{\"a\":20,\"b\":2}\n");
    }

    @Test
    void anUnknownFieldIsNullAndSaid() {
        Result result = LAKE.run("| makeresults | eval genops.cost=1 | eval x=genops.csot | table x");
        assertThat(result.messages().toString()).contains("`genops.csot`").contains("did you mean `genops.cost`?");
    }

    @Test
    void spacedDotsJoinAndContiguousDotsNameAKnownField() {
        String fields = "| makeresults | eval a=1, b=2, 'a.c'=3 ";
        assertThat(LAKE.json(fields + "| eval x=a . b | table x")).isEqualTo("{\"x\":\"12\"}\n");
        assertThat(LAKE.json(fields + "| eval x=a.b | table x")).isEqualTo("{\"x\":\"12\"}\n");
        assertThat(LAKE.json(fields + "| eval x=a.c | table x")).isEqualTo("{\"x\":3}\n");
        assertThat(LAKE.json(fields + "| eval x=a.c.b | table x")).isEqualTo("{\"x\":\"32\"}\n");
        assertThat(LAKE.json(fields + "| eval x='a.c' | table x")).isEqualTo("{\"x\":3}\n");
    }

    @Test
    void whereComparesFieldsAsNumbersIfBothAre() {
        try (var lake = new TestLake()) {
            lake.add("genops_ai", """
                    [{"_time": "2026-03-10T08:00:00", "fields": {"a": 9, "b": "10", "t": "x"}},
                     {"_time": "2026-03-10T08:00:01", "fields": {"a": "b", "b": "a", "t": "Y"}}]
                    """);
            assertThat(lake.json("index=genops_ai | where a < b | table a")).isEqualTo("{\"a\":9}\n");
            assertThat(lake.json("index=genops_ai | where a > 8 | table a")).isEqualTo("{\"a\":9}\n");
            assertThat(lake.json("index=genops_ai | where a != 9 | table a")).isEqualTo("{\"a\":\"b\"}\n");
            assertThat(lake.json("index=genops_ai | where t = \"y\" | table a")).isEmpty();
            assertThat(lake.json("index=genops_ai | where nosuch != 1 | table a"))
                    .isEmpty();
            assertThat(lake.json("index=genops_ai | where a = 9 | eval s=a+b | table s"))
                    .isEqualTo("{\"s\":19}\n");
        }
    }
}
