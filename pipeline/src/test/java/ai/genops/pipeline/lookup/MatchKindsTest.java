package ai.genops.pipeline.lookup;

import static ai.genops.pipeline.lookup.LookupFolder.find;
import static ai.genops.pipeline.lookup.LookupFolder.findAll;
import static ai.genops.pipeline.lookup.LookupFolder.findAt;
import static ai.genops.pipeline.lookup.LookupFolder.use;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.pipeline.lookup.match.Duplicates;
import ai.genops.pipeline.lookup.match.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatchKindsTest {
    @TempDir
    Path path;

    private LookupFolder folder;

    @BeforeEach
    void begin() {
        folder = new LookupFolder(path);
    }

    private LookupSource source(String csv, String more) throws IOException {
        folder.write("t.csv", csv);
        return folder.source("t", "id: t\nfile: t.csv\n" + more);
    }

    @Test
    void theLongestPrefixWinsWithinWhatTheOtherColumnsSay() throws IOException {
        var use = use(
                source(
                        "p,m,v\nopenai,gpt-4,1\nopenai,gpt-4o,2\nopenai,,3\nazure,gpt-4o-mini,4\n",
                        "match_type: prefix"),
                "p",
                "m");
        assertThat(find(use, "openai", "gpt-4o-mini")).endsWith(2L);
        assertThat(find(use, "openai", "gpt-4-turbo")).endsWith(1L);
        assertThat(find(use, "openai", "o3")).endsWith(3L);
        assertThat(find(use, "azure", "gpt-4o-mini-2024")).endsWith(4L);
        assertThat(find(use, "azure", "gpt-4o")).isNull();
        assertThat(find(use, "azure", null)).isNull();
    }

    @Test
    void theSmallestNetworkWinsAndAnIPv4AddressWithinIPv6IsThatAddress() throws IOException {
        var use = use(
                source(
                        "n,v\n10.0.0.0/8,big\n10.1.0.0/16,small\n10.1.2.3,one\n2001:db8::/32,six\n2001:db8:1::/48,sub\n::/0,rest\n",
                        "match_type: cidr"),
                "n");
        assertThat(find(use, "10.200.0.1")).endsWith("big");
        assertThat(find(use, "10.1.200.1")).endsWith("small");
        assertThat(find(use, "10.1.2.3")).endsWith("one");
        assertThat(find(use, "::ffff:10.1.2.3")).endsWith("one");
        assertThat(find(use, "2001:DB8:1::5")).endsWith("sub");
        assertThat(find(use, "2001:db8:2::5%eth0")).endsWith("six");
        assertThat(find(use, "fe80::1")).endsWith("rest");
        assertThat(find(use, "11.0.0.1")).isNull();
        assertThat(find(use, "10.1.2")).isNull();
        assertThat(find(use, "text")).isNull();
        assertThat(find(use, 5L)).isNull();
    }

    @Test
    void aRowThatIsNoNetworkIsRefusedWithItsLine() throws IOException {
        var source = source("n,v\n10.0.0.0/8,a\n10.0.0.0/33,b\n", "match_type: cidr");
        assertThatThrownBy(() -> use(source, "n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 3: `10.0.0.0/33`");
    }

    @Test
    void theFirstPatternInTheFileWins() throws IOException {
        var regex =
                use(source("r,v\n^gpt-4o.*,1\ngpt,2\n^claude-(opus|sonnet),3\n\\d{4},4\n", "match_type: regex"), "r");
        assertThat(find(regex, "gpt-4o-mini")).endsWith(1L);
        assertThat(find(regex, "azure/gpt-3")).endsWith(2L);
        assertThat(find(regex, "claude-sonnet")).endsWith(3L);
        assertThat(find(regex, "llama-2024")).endsWith(4L);
        assertThat(find(regex, "llama")).isNull();
    }

    @Test
    void theLongestMatchWinsWhereThatIsAskedForAndOfThoseTheNewest() throws IOException {
        var use = use(
                source(
                        "r,since,v\ngpt,,1\n^gpt-4o.*,,2\ngpt-4,,3\ngpt-[3-5],2025-01-01,4\n",
                        "match_type: regex\nmatches: longest\nvalid_from: since"),
                "r");
        assertThat(find(use, "gpt-4o-mini")).endsWith(2L);
        assertThat(find(use, "gpt-oss")).endsWith(1L);
        assertThat(findAt(nanos("2024-06-01T00:00:00Z"), use, "gpt-4")).endsWith(3L);
        assertThat(findAt(nanos("2025-06-01T00:00:00Z"), use, "gpt-4")).endsWith(4L);
    }

    @Test
    void theLongestMatchIsOfRegularExpressionsOnly() throws IOException {
        source("r,v\na,1\n", "match_type: wildcard\nmatches: longest");
        assertThat(folder.errors()).containsExactly("`matches: longest` is for `match_type: regex`");
    }

    @Test
    void aStarStandsForAnyCharactersAndTheRestForItself() throws IOException {
        var use = use(
                source(
                        "w,v\ngpt-4*mini,1\n*.internal,2\na*b*a,3\n[x],4\n*,5\n",
                        "match_type: WILDCARD(w)\nkey_field: w"),
                "w");
        assertThat(find(use, "gpt-4o-mini")).endsWith(1L);
        assertThat(find(use, "db.internal")).endsWith(2L);
        assertThat(find(use, "abba")).endsWith(3L);
        assertThat(find(use, "aba")).endsWith(3L);
        assertThat(find(use, "ab")).endsWith(5L);
        assertThat(find(use, "[x]")).endsWith(4L);
        assertThat(find(use, "x")).endsWith(5L);
    }

    @Test
    void caseDoesNotCountWhereThatIsSaidInEveryKind() throws IOException {
        for (String kind : List.of("exact", "prefix", "wildcard", "regex")) {
            var use = use(source("k,t,v\nÄpfel,Grün-Tee,1\n", "case_sensitive: false\nmatch_type: " + kind), "k", "t");
            assertThat(find(use, "äPFEL", "gRÜN-tee")).as(kind).endsWith(1L);
            assertThat(find(use, "äPFEL", "gRUN-tee")).as(kind).isNull();
        }
    }

    @Test
    void anExpressionThatTakesTooManyStepsCountsAsNotFound() throws IOException {
        var use = use(source("r,v\n^(a|aa)+\\1?$,1\nb$,2\n", "match_type: regex"), "r");
        Query query = Query.at(0).with("a".repeat(40) + "b");
        use.view().index().find(query);
        assertThat(query.gaveUp()).isPositive();
        assertThat(find(use, "aaa")).endsWith(1L);
        assertThat(find(use, "xb")).endsWith(2L);
    }

    @Test
    void ofSeveralRowsTheFirstTheLastOrAllCount() throws IOException {
        String csv = "k,v\na,1\nb,2\na,3\na,4\n";
        assertThat(find(use(source(csv, ""), "k"), "a")).endsWith(1L);
        assertThat(find(use(source(csv, "matches: last"), "k"), "a")).endsWith(4L);
        assertThat(findAll(use(source(csv, "matches: all"), "k"), "a"))
                .extracting(row -> row.get(1))
                .containsExactly(1L, 3L, 4L);
        var patterns = use(source("w,v\na*,1\n*b,2\nx,3\n*,4\n", "match_type: wildcard\nmatches: all"), "w");
        assertThat(findAll(patterns, "ab")).extracting(row -> row.get(1)).containsExactly(1L, 2L, 4L);
    }

    @Test
    void rowsWithOneKeyAreNotedByTheirLines() throws IOException {
        var source = source("k,v\na,\"1\n2\"\nb,2\na,3\n", "");
        var duplicates = new Duplicates();
        source.use(List.of("k"), List.of("v"), duplicates);
        assertThat(duplicates.count()).isEqualTo(1);
        var pair = duplicates.pairs().getFirst();
        assertThat(source.table().line(pair.first())).isEqualTo(2);
        assertThat(source.table().line(pair.second())).isEqualTo(5);
    }

    @Test
    void theRowCountsThatIsValidAtTheTimeAndBecameSoLast() throws IOException {
        var use = use(
                source(
                        "m,price,since,till\ngpt,3,2025-06-01,\ngpt,1,,2025-01-01\ngpt,2,2025-01-01,9999-12-31\nold,9,,2024-01-01T12:00:00+02:00\n",
                        "valid_from: since\nvalid_to: till"),
                "m");
        assertThat(priceAt(use, "2024-12-31T23:59:59Z")).isEqualTo(1L);
        assertThat(priceAt(use, "2025-01-01T00:00:00Z")).isEqualTo(2L);
        assertThat(priceAt(use, "2025-06-01T00:00:00Z")).isEqualTo(3L);
        assertThat(findAt(nanos("2024-01-01T09:59:59Z"), use, "old")).isNotNull();
        assertThat(findAt(nanos("2024-01-01T10:00:00Z"), use, "old")).isNull();
    }

    @Test
    void aLongerPrefixThatIsNotValidGivesWayToAShorter() throws IOException {
        var use = use(source("m,v,since\ngpt,1,\ngpt-4,2,2025-01-01\n", "match_type: prefix\nvalid_from: since"), "m");
        assertThat(findAt(nanos("2024-01-01T00:00:00Z"), use, "gpt-4o")).contains(1L);
        assertThat(findAt(nanos("2025-01-01T00:00:00Z"), use, "gpt-4o")).contains(2L);
    }

    @Test
    void aTimeThatIsNoneIsRefusedWithItsLine() throws IOException {
        var source = source("m,since\ngpt,2025-06-31\n", "valid_from: since");
        assertThatThrownBy(() -> use(source, "m")).hasMessageContaining("line 2: `2025-06-31` in the column `since`");
        var turned = source("m,since,till\ngpt,2025-06-02,2025-06-01\n", "valid_from: since\nvalid_to: till");
        assertThatThrownBy(() -> use(turned, "m")).hasMessageContaining("line 2 is never valid");
    }

    private static Object priceAt(LookupUse use, String time) {
        return java.util.Objects.requireNonNull(java.util.Objects.requireNonNull(findAt(nanos(time), use, "gpt"))
                .get(1));
    }

    private static long nanos(String time) {
        return Instant.parse(time).getEpochSecond() * 1_000_000_000;
    }
}
