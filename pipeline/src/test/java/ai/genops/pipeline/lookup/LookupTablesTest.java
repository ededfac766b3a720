package ai.genops.pipeline.lookup;

import static ai.genops.pipeline.lookup.LookupFolder.find;
import static ai.genops.pipeline.lookup.LookupFolder.use;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookupTablesTest {
    @TempDir
    Path path;

    private LookupFolder folder;

    @BeforeEach
    void begin() {
        folder = new LookupFolder(path);
    }

    @Test
    void aFileAloneDefinesALookupAndItsColumnsAreTyped() throws IOException {
        folder.write(
                "prices.csv",
                "provider,model,price,window,note\nopenai,gpt-4,0.03,8192,a\nanthropic,opus,0.015,200000,\n");
        var prices = use(folder.source("prices"), "provider", "model");
        assertThat(folder.problems.all()).isEmpty();
        assertThat(find(prices, "openai", "gpt-4")).containsExactly("openai", "gpt-4", 0.03, 8192L, "a");
        assertThat(find(prices, "anthropic", "opus")).containsExactly("anthropic", "opus", 0.015, 200000L, null);
        assertThat(find(prices, "openai", "opus")).isNull();
    }

    @Test
    void aMillionRowsTakeLessThan200Megabytes() throws IOException {
        writeCustomers(1_000_000);
        long before = used();
        var customers = use(folder.source("customers"), "id");
        long taken = used() - before;
        assertThat(find(customers, "customer-999999"))
                .containsExactly("customer-999999", "Customer No. 999999", "tier-9", "eu-3", 99_999_900L);
        assertThat(taken).isBetween(10L << 20, 200L << 20);
    }

    private void writeCustomers(int rows) throws IOException {
        StringBuilder csv = new StringBuilder("id,name,tier,region,budget\n");
        for (int i = 0; i < rows; i++) {
            csv.append("customer-").append(i).append(",Customer No. ").append(i);
            csv.append(",tier-")
                    .append(i % 10)
                    .append(",eu-")
                    .append(i % 4)
                    .append(',')
                    .append(i * 100L)
                    .append('\n');
        }
        folder.write("customers.csv", csv.toString());
    }

    /// Bytes of the heap that something still refers to.
    private static long used() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void aPathOfCriblsIsReadFromTheFolderWithANote() throws IOException {
        folder.write("budgets.csv", "customer,tier\nAcme,gold\n");
        var source = folder.source(
                "b",
                "id: b\ntype: csv\nfile: /opt/cribl/lookups/budgets.csv\nkey_field: customer\ncase_sensitive: false");
        assertThat(folder.problems.all()).hasSize(1).noneMatch(problem -> problem.isError());
        assertThat(find(use(source, "customer"), "ACME")).containsExactly("Acme", "gold");
    }

    @Test
    void aNumberFindsARowByItsTextAndTextsThatDifferAreDifferentKeys() throws IOException {
        folder.write("codes.csv", "code,text\n5,five\n6.5,six\n3.1,early\n3.10,late\n-7,minus\n");
        var codes = use(folder.source("codes"), "code");
        assertThat(find(codes, 5L)).endsWith("five");
        assertThat(find(codes, 5.0)).endsWith("five");
        assertThat(find(codes, -7L)).endsWith("minus");
        assertThat(find(codes, 6.5)).endsWith("six");
        assertThat(find(codes, "6.5")).endsWith("six");
        assertThat(find(codes, "3.1")).endsWith("early");
        assertThat(find(codes, "3.10")).endsWith("late");
        assertThat(find(codes, Long.MIN_VALUE)).isNull();
    }

    @Test
    void aMissingFileAndAMissingColumnAreErrors() throws IOException {
        folder.write("t.csv", "k,v\na,1\n");
        folder.read("id: x\nfile: gone.csv", "id: y\nfile: t.csv\nkey_field: key\nvalid_from: since");
        assertThat(folder.errors())
                .containsExactlyInAnyOrder(
                        "lookup `y` names a column `key` that its file does not have",
                        "lookup `y` names a column `since` that its file does not have",
                        "the lookup file `gone.csv` is not there");
    }

    @Test
    void whatADefinitionGetsWrongIsToldAtOnce() throws IOException {
        folder.write("t.csv", "k,v\na,1\n");
        folder.read(
                "id: y\nfile: t.csv\nkey_field: k\nmatch_type: cider\nencoding: utf-9\nmax_bytes: 9 GB\nmatches: any");
        assertThat(folder.errors())
                .containsExactlyInAnyOrder(
                        "`match_type` is `cider`, which is unknown",
                        "`encoding` is `utf-9`, which is unknown",
                        "`max_bytes` must be from 1 to 2,000,000,000, is 9,000,000,000",
                        "`matches` is `any`, which is unknown");
        assertThat(folder.problems.errors()).anyMatch(problem -> problem.hint().contains("Did you mean `cidr`?"));
    }

    @Test
    void splunksFormNamesTheColumnThatIsMatchedOtherwise() throws IOException {
        folder.write("t.csv", "net,team,v\n10.0.0.0/8,a,1\n");
        var source = folder.source("t", "id: t\nfile: t.csv\nkey_field: [net, team]\nmatch_type: CIDR(net)");
        assertThat(source.definition().match().order(source.definition().keyFields()))
                .containsExactly(1, 0);
        folder.read("id: u\nfile: t.csv\nkey_field: [net, team]\nmatch_type: CIDR(v)");
        assertThat(folder.errors()).containsExactly("`match_type` names the column `v`, which is no `key_field`");
    }
}
