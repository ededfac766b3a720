package ai.genops.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.policy.Action;
import ai.genops.governance.policy.ContentFilter;
import ai.genops.sdk.annotation.TrackUsage;
import ai.genops.sdk.attribution.Tag;
import ai.genops.sdk.govern.PolicyViolationException;
import ai.genops.sdk.problem.Problems.Kind;
import ai.genops.sdk.record.Ended;
import ai.genops.sdk.record.PolicyResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EndedTest {
    private final List<Ended> ended = new ArrayList<>();
    private final Recorded recorded = new Recorded(c -> c.team("ai-platform")
            .project("chat")
            .environment("test")
            .onEnd(one -> {
                throw new IllegalStateException("a listener that fails");
            })
            .onEnd(ended::add));
    private final Recorded listening = new Recorded(c -> c.team("ai-platform")
            .project("chat")
            .environment("test")
            .policy(new ContentFilter("cards", Map.of("card", Pattern.compile("[0-9]{16}")), true, true, Action.BLOCK))
            .onEnd(ended::add));

    @Test
    void whoListensIsToldWhatAnOperationCameTo() {
        try (Operation op = listening.genops.operation("ai.chat").start()) {
            op.recordCost(
                    c -> c.provider("openai").model("gpt-4").inputTokens(150).total("0.01"));
            op.recordCost(c -> c.provider("openai").model("o3").outputTokens(30).total("0.0095"));
            listening.nanos.addAndGet(1_000_000);
        }
        Ended one = ended.get(0);
        assertThat(one.operation()).isEqualTo("ai.chat");
        assertThat(one.attribution().get(Tag.TEAM)).isEqualTo("ai-platform");
        assertThat(one.cost()).isEqualByComparingTo("0.0195");
        assertThat(one.model()).isEqualTo("o3");
        assertThat(one.inputTokens()).isEqualTo(150);
        assertThat(one.outputTokens()).isEqualTo(30);
        assertThat(one.result()).isEqualTo(PolicyResult.ALLOWED);
        assertThat(one.isUnpriced()).isFalse();
        assertThat(one.duration()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void whatWasStoppedSaysByWhichPolicy() {
        var blocked =
                listening.genops.operation("ai.chat").model("openai", "gpt-4").prompt("4111111111111111");
        assertThatThrownBy(blocked::start).isInstanceOf(PolicyViolationException.class);
        Ended one = ended.get(0);
        assertThat(one.result()).isEqualTo(PolicyResult.BLOCKED);
        assertThat(one.policy()).isEqualTo("cards");
        assertThat(one.reasonCode()).isEqualTo("POLICY_DENY_CONTENT");
        assertThat(one.cost()).isNull();
    }

    @Test
    void aCostThatNobodyKnowsIsUnpriced() {
        listening.genops.operation("ai.chat").run(op -> op.recordCost(c -> c.model("unheard-of")));
        assertThat(ended).extracting(Ended::isUnpriced).containsExactly(true);
    }

    @Test
    void aListenerThatFailsIsCountedAndTheOthersAreTold() {
        recorded.genops.operation("ai.chat").start().close();
        assertThat(recorded.only().hasEnded()).isTrue();
        assertThat(recorded.genops.problems().count(Kind.INTERNAL)).isEqualTo(1);
        assertThat(ended).hasSize(1);
    }

    interface Streaming {
        @TrackUsage
        Flow.Publisher<String> stream();
    }

    @Test
    void whatComesPieceByPieceCannotBeAnnotated() {
        assertThatThrownBy(() -> listening.genops.wrap(Streaming.class, () -> subscriber -> {}))
                .hasMessageContaining("what returns a Publisher has not ended when it returns");
    }
}
