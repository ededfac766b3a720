package ai.genops.destination.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountTest {
    @ParameterizedTest
    @CsvSource({
        "myorg-account1, https://myorg-account1.snowflakecomputing.com, MYORG-ACCOUNT1",
        "MYORG-my_account, https://myorg-my-account.snowflakecomputing.com, MYORG-MY_ACCOUNT",
        "xy12345.eu-central-1, https://xy12345.eu-central-1.snowflakecomputing.com, XY12345",
        "https://xy12345.snowflakecomputing.com/, https://xy12345.snowflakecomputing.com, XY12345",
        "a-b.snowflakecomputing.cn, https://a-b.snowflakecomputing.cn, A-B",
    })
    void anIdentifierGivesAddressAndNameInTokens(String text, String address, String name) {
        assertThat(Account.isIdentifier(text)).isTrue();
        assertThat(Account.of(text).address()).hasToString(address);
        assertThat(Account.of(text).inToken()).isEqualTo(name);
    }

    @Test
    void aHostForRowsIsUnderTheSameDomain() {
        URI account = URI.create("https://a-b.snowflakecomputing.com");
        assertThat(Account.mayName(account, "x.ingest.snowflakecomputing.com")).isTrue();
        assertThat(Account.mayName(account, "snowflakecomputing.com.evil.test")).isFalse();
        assertThat(Account.mayName(account, "evilsnowflakecomputing.com")).isFalse();
        URI own = URI.create("http://127.0.0.1:8080");
        assertThat(Account.mayName(own, "127.0.0.1:9090")).isTrue();
        assertThat(Account.mayName(own, "evil.test")).isFalse();
    }
}
