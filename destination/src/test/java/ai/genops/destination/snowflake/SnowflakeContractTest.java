package ai.genops.destination.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.contract.DestinationContract;
import ai.genops.destination.contract.FaultyServer;
import ai.genops.destination.contract.Received;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/// What all destinations do, with faults where rows are appended.
class SnowflakeContractTest extends DestinationContract {
    private final FakeSnowflake snowflake = new FakeSnowflake(Keys.REGISTERED);
    private final FakeTable table = snowflake.table("TRAIL", "KIND VARCHAR, ATTRIBUTES VARIANT, TRACE_ID VARCHAR");

    SnowflakeContractTest() {
        server.close();
        server = new FaultyServer(snowflake).about(FakeSnowflake::takesRows);
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
        return Map.of("KEY", Keys.pem(Keys.REGISTERED));
    }

    @Override
    protected String identity(Received request) {
        return FakeSnowflake.offsetToken(request);
    }

    @Override
    protected boolean exactlyOnce() {
        return true;
    }
}
