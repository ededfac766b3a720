package ai.genops.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.Budget.Excess;
import ai.genops.governance.policy.Access;
import ai.genops.governance.policy.Action;
import ai.genops.governance.policy.ContentFilter;
import ai.genops.governance.price.Usage;
import ai.genops.sdk.annotation.Budgeted;
import ai.genops.sdk.annotation.EnforcePolicy;
import ai.genops.sdk.annotation.Prompt;
import ai.genops.sdk.annotation.Tagged;
import ai.genops.sdk.annotation.TrackUsage;
import ai.genops.sdk.govern.BudgetExceededException;
import ai.genops.sdk.govern.PolicyViolationException;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AnnotationsTest {
    private final Budget customers = GovernedCallTest.budget("customer", Map.of(), "0.10", Excess.DENY);
    private final Recorded recorded = new Recorded(c -> c.team("ai-platform")
            .project("chat")
            .environment("test")
            .prices(GovernedCallTest.prices())
            .policy(
                    new ContentFilter("cards", Map.of("card", Pattern.compile("[0-9]{16}")), true, true, Action.BLOCK),
                    Access.ofTeams("teams", List.of("none"), List.of(), Action.BLOCK))
            .budget(customers.per("customer_id")));
    private final Assistant assistant = recorded.genops.wrap(Assistant.class, new RealAssistant());

    interface Assistant {
        @TrackUsage(value = "ai.chat", provider = "openai", model = "gpt-4o", feature = "support")
        @EnforcePolicy("cards")
        @Budgeted(estimate = "0.05")
        String answer(@Prompt String question, @Tagged("customer_id") String customer);

        @TrackUsage
        CompletableFuture<String> later() throws IOException;

        @EnforcePolicy
        void everything();

        String plain();
    }

    static final class RealAssistant implements Assistant {
        @Override
        public String answer(String question, String customer) {
            Objects.requireNonNull(Operation.in(Context.current())).recordUsage(Usage.of(1000, 100));
            return question;
        }

        @Override
        public CompletableFuture<String> later() throws IOException {
            throw new IOException("no line");
        }

        @Override
        public void everything() {
            throw new AssertionError("it ran");
        }

        @Override
        public String plain() {
            return "plain";
        }
    }

    @Test
    void aMethodIsAnOperationWithPolicyAndBudget() {
        assertThat(assistant.answer("hello", "acme")).isEqualTo("hello");
        var span = recorded.only();
        assertThat(span.getName()).isEqualTo("ai.chat");
        assertThat(Recorded.text(span, "genops.customer_id")).isEqualTo("acme");
        assertThat(Recorded.text(span, "genops.feature")).isEqualTo("support");
        assertThat(Recorded.number(span, "genops.cost.total")).isEqualTo(0.0035);
        assertThat(Recorded.number(span, "genops.accounting.reserved")).isEqualTo(0.05);
        assertThat(Recorded.events(span, "genops.policy.evaluated")).hasSize(2);
    }

    @Test
    void whatIsNotPermittedDoesNotRun() {
        assertThatThrownBy(() -> assistant.answer("4111111111111111", "acme"))
                .isInstanceOf(PolicyViolationException.class);
        assertThatThrownBy(assistant::everything)
                .isInstanceOf(PolicyViolationException.class)
                .hasMessageContaining("teams");
        for (int i = 0; i < 15; i++) {
            assistant.answer("hello", "acme");
        }
        assertThatThrownBy(() -> assistant.answer("hello", "acme"))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining("customer{customer_id=acme}");
        assertThat(assistant.answer("hello", "other")).isEqualTo("hello");
    }

    @Test
    void whatItThrowsIsRecordedAndArrives() {
        assertThatThrownBy(() -> assistant.later().join()).hasRootCauseInstanceOf(IOException.class);
        var span = recorded.only();
        assertThat(span.getName()).isEqualTo("Assistant.later");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(assistant.plain()).isEqualTo("plain");
        assertThat(assistant.equals(assistant)).isTrue();
    }

    interface Wrong {
        @EnforcePolicy("missing")
        void policy();
    }

    interface WrongAmount {
        @Budgeted(estimate = "much")
        void much();
    }

    @Test
    void annotationsThatCannotBeAreRefusedWhenWrapping() {
        assertThatThrownBy(() -> recorded.genops.wrap(Wrong.class, () -> {}))
                .hasMessageContaining("@EnforcePolicy names [missing]; there are the policies [cards, teams]");
        assertThatThrownBy(() -> recorded.genops.wrap(WrongAmount.class, () -> {}))
                .hasMessageContaining("is \"much\"");
        assertThatThrownBy(() -> recorded.genops.wrap(RealAssistant.class, new RealAssistant()))
                .hasMessageContaining("is no interface");
    }
}
