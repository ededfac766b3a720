package ai.genops.sdk.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.price.Call;
import ai.genops.governance.price.Price;
import ai.genops.sdk.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleSettingsTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("governance.json");
        Files.writeString(folder.resolve("own.csv"), """
                provider,model,input_cost_per_1k,output_cost_per_1k
                openai,gpt-4o,0.001,0.002
                """);
    }

    private RuleSettings read(GenOpsConfig code, Map<String, String> variables) {
        return SettingsReader.read(code, Recorded.with(variables, Map.of(), new AtomicLong()))
                .governance()
                .calls();
    }

    @Test
    void aFileNamesPricesPoliciesAndBudgets() throws IOException {
        Files.writeString(file, """
                {"prices": ["own.csv"],
                 "policies": [{"name": "models", "type": "model_access", "allow": ["gpt-4*"]},
                              {"name": "office_hours", "type": "custom", "code": "x_office_hours"}],
                 "budgets": [{"name": "customers", "cap": 100, "per": "customer_id", "window": "month",
                              "zone": "Europe/Berlin", "excess": "throttle", "thresholds": [80, 100]},
                             {"name": "all", "cap": "5000.50", "scope": {"team": "search"}, "window": "24h"}]}
                """);
        GenOpsConfig code = new GenOpsConfig().predicate("office_hours", call -> true);
        RuleSettings rules = read(code, Map.of("GENOPS_GOVERNANCE", file.toString(), "GENOPS_ENFORCEMENT", "observe"));
        Price price = rules.prices().find(new Call("openai", "gpt-4o", java.time.LocalDateTime.MIN, "", 1));
        assertThat(Objects.requireNonNull(price).input()).isEqualByComparingTo("0.001");
        assertThat(rules.enforcement()).isEqualTo(Enforcement.OBSERVE);
        assertThat(Objects.requireNonNull(rules.budgets())
                        .covering(Map.of("team", "search", "customer_id", "acme"), "USD"))
                .extracting(budget -> budget.name() + " " + budget.cap())
                .containsExactly("all 5000.50", "customers{customer_id=acme} 100");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() throws IOException {
        Files.writeString(file, """
                {"prices": ["none.csv"], "limits": 1,
                 "policies": [{"name": "a", "type": "models"}],
                 "budgets": [{"name": "b", "cap": "-1", "window": "fortnight", "excess": "shout"}, {"name": "b"}]}
                """);
        GenOpsConfig code = new GenOpsConfig().governance(file).prices(folder.resolve("missing.json"));
        assertThatThrownBy(() -> read(code, Map.of("GENOPS_ENFORCEMENT", "maybe")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "none.csv: there is no such file",
                        "file.limits",
                        "policies[0].type",
                        "budgets[0].cap",
                        "budgets[0].window",
                        "must be deny, warn, throttle or approve, is `shout`",
                        "budgets[1].name",
                        "missing.json: there is no such file",
                        "must be one of enforce, observe, is \"maybe\"");
    }
}
