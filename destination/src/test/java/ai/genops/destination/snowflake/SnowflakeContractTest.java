package ai.genops.destination.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.contract.FaultyServer;
import ai.genops.destination.contract.HttpContract;
import ai.genops.destination.contract.Received;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/// What all destinations do, with faults where rows are appended.
class SnowflakeContractTest extends HttpContract {
    private final FakeSnowflake snowflake = new FakeSnowflake(Keys.REGISTERED);
    private final FakeTable table = snowflake.table("TRAIL", "KIND VARCHAR, ATTRIBUTES VARIANT, TRACE_ID VARCHAR");

    SnowflakeContractTest() {
        server.about(FakeSnowflake::takesRows);
    }

    @AfterEach
    void noRowIsInTwice() {
        assertThat(table.rows).doesNotHaveDuplicates();
        assertThat(snowflake.refusals).isEmpty();
    }

    @Override
    protected String block(String address) {
        return """
                id: snow
                type: snowflake
                url: %s
                account: myorg-account1
                user: genops_writer
                private_key: ${KEY}
                database: GENOPS
                schema: AUDIT
                table: trail
                flush_interval: 20ms
                commit_interval: 2ms
                """.formatted(address);
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of("KEY", secret());
    }

    @Override
    protected String secret() {
        return Keys.pem(Keys.REGISTERED);
    }

    /// The key signs, and stays.
    @Override
    protected boolean holdsTheSecret(Received request) {
        return request.headers().containsKey("Authorization");
    }

    @Override
    protected FaultyServer.Answer success(Received request) {
        return snowflake;
    }

    /// After 401 a new token is fetched at once, which is no retry.
    @Override
    protected List<FaultyServer.Answer> unauthorized() {
        return List.of(FaultyServer.status(403, "not you"), FaultyServer.status(407, "ask the proxy"));
    }

    @Override
    protected String identity(Received request, long event) {
        return FakeSnowflake.offsetToken(request);
    }

    @Override
    protected boolean showsRepetitions() {
        return false;
    }
}
