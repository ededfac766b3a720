package ai.genops.observability.validate;

import static ai.genops.observability.validate.Peer.check;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SplunkValidatorTest {
    private static final Conditions CONDITIONS = Conditions.USUAL.within(Peer.LIMITS);

    private FakeHec hec;

    @BeforeEach
    void start() throws IOException {
        hec = new FakeHec();
    }

    @AfterEach
    void stop() {
        hec.close();
    }

    private SplunkTarget target() {
        return SplunkTarget.OF_ENVIRONMENT
                .at(hec.address(), Secret.of(FakeHec.TOKEN))
                .into("genops_ai");
    }

    private static Validation validate(SplunkTarget target) {
        return new SplunkValidator(target, CONDITIONS, Peer.surroundings()).validate();
    }

    @Test
    void aHealthyCollectorIsValidAndWhatItDoesNotShowIsNotPassed() {
        Validation validation = validate(target());
        assertThat(validation.valid()).as(validation.text()).isTrue();
        assertThat(validation.errors()).isEmpty();
        assertThat(validation.connectivity()).isTrue();
        assertThat(validation.indexAccessible()).isTrue();
        assertThat(validation.hecVersion()).isEqualTo("1.0");
        for (String id : new String[] {"sourcetype", "acknowledged", "found", "dependencies"}) {
            assertThat(check(validation, id).status()).as(id).isEqualTo(Status.UNCHECKED);
        }
        assertThat(hec.last).contains("\"index\":\"genops_ai\"", "genops-validate-", "genops:telemetry");
    }

    @Test
    void allOfItComesFromTheEnvironmentIfNothingIsGiven() {
        var environment = Map.of(
                "SPLUNK_HEC_ENDPOINT",
                hec.address() + "/services/collector/event",
                "SPLUNK_HEC_TOKEN",
                FakeHec.TOKEN,
                "SPLUNK_INDEX",
                "ai");
        Validation validation =
                new SplunkValidator(SplunkTarget.OF_ENVIRONMENT, CONDITIONS, Peer.surroundings(environment)).validate();
        assertThat(validation.valid()).as(validation.text()).isTrue();
        assertThat(hec.last).contains("\"index\":\"ai\"");
    }

    @Test
    void withoutAnIndexNoIndexIsSaidToBeAccessible() {
        Validation validation = validate(target().into(""));
        assertThat(validation.valid()).isTrue();
        assertThat(validation.indexAccessible()).isFalse();
        assertThat(check(validation, "index").status()).isEqualTo(Status.UNCHECKED);
    }

    @Test
    void anEventThatIsSearchedForIsFound() {
        var search = new SearchAccess(hec.address(), Secret.of(FakeHec.SEARCH_TOKEN));
        Validation validation = validate(target().searchedAt(search));
        assertThat(check(validation, "found").finding()).contains("is in the index `genops_ai`");
    }

    @Test
    void anEventThatWasTakenAndIsNowhereIsAFailure() {
        hec.indexing = false;
        var search = new SearchAccess(hec.address(), Secret.of(FakeHec.SEARCH_TOKEN));
        Validation validation = validate(target().searchedAt(search));
        assertThat(validation.valid()).isFalse();
        assertThat(check(validation, "found").cause()).contains("lastChanceIndex");
    }

    @Test
    void aWrongTokenForSearchingIsToldAndNotShown() {
        var search = new SearchAccess(hec.address(), Secret.of("search-secret-77"));
        Validation validation = validate(target().searchedAt(search));
        assertThat(check(validation, "found").cause()).contains("token for searching");
        assertThat(validation.text() + validation.json()).doesNotContain("search-secret-77", FakeHec.TOKEN);
    }

    @Test
    void acknowledgementsAreAskedForOnTheirChannel() {
        hec.acks = true;
        assertThat(check(validate(target()), "acknowledged").status()).isEqualTo(Status.PASSED);
        hec.indexing = false;
        assertThat(check(validate(target()), "acknowledged").status()).isEqualTo(Status.WARNING);
    }

    @Test
    void anIndexThatTheTokenMayNotWriteToIsNamed() {
        hec.allowed = Set.of("other");
        Validation validation = validate(target());
        assertThat(validation.indexAccessible()).isFalse();
        assertThat(validation.connectivity()).isTrue();
        assertThat(check(validation, "token").status()).isEqualTo(Status.PASSED);
        assertThat(check(validation, "index").finding()).contains("may not write to `genops_ai`", "code 7");
        assertThat(check(validation, "index").fix().toString()).contains("Allowed Indexes includes genops_ai");
        assertThat(hec.events.get()).isZero();
    }

    @Test
    void aTokenThatIsUnknownIsForbiddenAndNeverShown() {
        Validation validation = validate(target().at(hec.address(), Secret.of("99999999-secret")));
        Check token = check(validation, "token");
        assertThat(token.finding()).startsWith("HEC token forbidden (403 Forbidden");
        assertThat(token.cause()).isEqualTo("Token lacks permissions for target index");
        assertThat(token.actual()).contains("does not know this token");
        assertThat(validation.valid()).isFalse();
        assertThat(validation.text() + validation.json() + validation).doesNotContain("99999999-secret");
    }

    @ParameterizedTest
    @CsvSource({
        "403, 1, token, known and disabled",
        "401, 2, token, removed the header Authorization",
        "401, 3, token, another form",
        "403, 4, token, does not know this token",
        "400, 5, delivery, changed on the way",
        "400, 6, delivery, changed on the way",
        "400, 7, index, is not among its allowed indexes",
        "500, 8, delivery, inside of Splunk",
        "503, 9, delivery, busy",
        "400, 10, delivery, was lost on the way",
        "400, 11, delivery, was lost on the way",
        "400, 12, delivery, changed on the way",
        "400, 13, delivery, changed on the way",
        "400, 14, delivery, without",
        "400, 15, delivery, changed on the way",
        "400, 16, token, allowQueryStringAuth",
        "503, 18, delivery, queues are full",
        "503, 19, delivery, acknowledgements are not available",
        "503, 20, delivery, queues are full",
        "400, 21, token, does not know this token",
        "400, 22, token, known and disabled",
        "503, 23, delivery, shutting down",
        "429, 26, delivery, capacity",
        "429, 27, delivery, capacity",
        "400, 99, delivery, Another version",
    })
    void everyCodeHasAPlaceACauseAndAFix(int status, int code, String id, String cause) {
        hec.fault = new int[] {status, code};
        Validation validation = validate(target());
        assertThat(validation.valid()).isFalse();
        Check failed = check(validation, id);
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.finding()).contains("code " + code);
        assertThat(failed.cause() + " " + failed.actual()).contains(cause);
        assertThat(failed.fix()).isNotEmpty();
        assertThat(validation.errors()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 18, 19, 20, 23})
    void anIllCollectorIsTold(int code) {
        hec.illness = new int[] {503, code};
        assertThat(check(validate(target()), "health").finding()).contains("takes no events now", "code " + code);
    }

    @Test
    void anOldCollectorHasNoVersion() {
        hec.versions = false;
        Validation validation = validate(target());
        assertThat(validation.valid()).isTrue();
        assertThat(validation.hecVersion()).isNull();
    }

    @Test
    void withoutConnectionsNothingIsSentAndNothingIsSaidToWork() {
        Validation validation =
                new SplunkValidator(target(), CONDITIONS.withoutConnection(), Peer.surroundings()).validate();
        assertThat(validation.valid()).isTrue();
        assertThat(validation.connectivity()).isFalse();
        assertThat(validation.indexAccessible()).isFalse();
        assertThat(check(validation, "reachability").status()).isEqualTo(Status.UNCHECKED);
        assertThat(hec.events.get()).isZero();
    }

    @Test
    void allThatIsNotSetIsToldAtOnce() {
        Validation validation = validate(SplunkTarget.OF_ENVIRONMENT.into("Bad Index"));
        assertThat(validation.errors())
                .containsExactly(
                        "SPLUNK_HEC_ENDPOINT not set",
                        "SPLUNK_HEC_TOKEN not set",
                        "`Bad Index` is no name of an index");
    }

    @Test
    void anExamplesTokenIsNotSent() {
        Validation validation = validate(target().at(hec.address(), Secret.of("your-hec-token-here")));
        assertThat(validation.errors()).hasSize(1).first().asString().contains("documentation");
        assertThat(check(validation, "health").status()).isEqualTo(Status.PASSED);
        assertThat(check(validation, "token").status()).isEqualTo(Status.UNCHECKED);
        assertThat(hec.events.get()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "splunk.internal:8088 | does not begin with http",
                "ftp://splunk | does not begin with http",
                "https:// | position",
                "https://splunk.example.com:8088 | example's",
                "https://me:pw-secret@splunk:8088 | a name or a password",
                "https://splunk:99999 | port is 99999",
                "https://splunk:8088/?token=pw-secret | a ? or a #",
                "https://my_splunk:8088 | names no host",
                "https://splunk:8088/a b | position",
            })
    void anAddressThatIsNoneIsToldWithoutShowingIt(String endpoint, String problem) {
        Validation validation = validate(target().at(endpoint, Secret.of(FakeHec.TOKEN)));
        assertThat(check(validation, "url").finding()).contains(problem);
        assertThat(validation.text()).doesNotContain("pw-secret");
    }

    @Test
    void dependenciesOfAnApplicationThatLacksThemAreAWarning() {
        var surroundings = new Surroundings(
                name -> null,
                Peer.surroundings().clock(),
                new java.util.Random(1),
                getClass().getClassLoader());
        Validation validation = new SplunkValidator(target(), CONDITIONS.withoutConnection(), surroundings).validate();
        assertThat(validation.warnings()).first().asString().startsWith("OpenTelemetry not installed");
    }

    @Test
    void theJsonHasTheFieldsThatScriptsRead() throws IOException {
        var json = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(validate(target()).json());
        assertThat(json.get("valid").isBoolean()).isTrue();
        assertThat(json.get("errors").isArray()).isTrue();
        assertThat(json.get("connectivity").asBoolean()).isTrue();
        assertThat(json.get("index_accessible").asBoolean()).isTrue();
        assertThat(json.get("hec_version").asText()).isEqualTo("1.0");
        assertThat(json.get("checks")).hasSize(13);
    }
}
