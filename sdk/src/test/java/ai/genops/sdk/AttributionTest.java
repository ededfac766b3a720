package ai.genops.sdk;

import static ai.genops.sdk.Recorded.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.sdk.attribution.Attribution;
import ai.genops.sdk.attribution.TagRule;
import ai.genops.sdk.attribution.TagViolationException;
import ai.genops.sdk.problem.Problems.Kind;
import ai.genops.sdk.record.Names;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributionTest {
    private final Recorded recorded = new Recorded();
    private final GenOps genops = recorded.genops;

    @Test
    void theCallGoesOverTheContextAndThatOverTheDefaults() {
        try (Scope outer = genops.context(a -> a.team("context").feature("f").customerId("c-1"))
                        .makeCurrent();
                Operation operation =
                        genops.operation("x").customerId("c-2").userId("u").start()) {
            assertThat(outer).isNotNull();
            assertThat(operation.attribution().toString())
                    .contains("team=context")
                    .doesNotContain("c-2");
        }
        SpanData span = recorded.only();
        assertThat(text(span, "genops.team")).isEqualTo("context");
        assertThat(text(span, "genops.project")).isEqualTo("chat");
        assertThat(text(span, "genops.feature")).isEqualTo("f");
        assertThat(text(span, "genops.customer_id")).isEqualTo("c-2");
        assertThat(text(span, "genops.user_id")).isEqualTo("u");
        assertThat(text(span, "genops.user.id")).isEqualTo("u");
    }

    @Test
    void nestedOperationsInheritAndAreChildren() {
        try (Operation outer = genops.operation("outer").customerId("c").start();
                Operation inner = genops.operation("inner").feature("f").start()) {
            assertThat(inner.span()).isNotEqualTo(outer.span());
        }
        assertThat(text(recorded.named("inner"), "genops.customer_id")).isEqualTo("c");
        assertThat(recorded.named("inner").getParentSpanId())
                .isEqualTo(recorded.named("outer").getSpanId());
        assertThat(text(recorded.named("outer"), "genops.feature")).isNull();
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void itTravelsToThreadsVirtualThreadsAndExecutors() throws Exception {
        try (Operation outer = genops.operation("outer").customerId("c").start();
                var pool = Executors.newSingleThreadExecutor();
                var virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            Context context = outer.context();
            assertThat(context.wrapSupplier(() -> work("here")).get()).contains("team=ai-platform");
            pool.submit(context.wrap(() -> work("pool"))).get();
            Context.taskWrapping(virtual).submit(() -> work("virtual")).get();
            Thread thread = new Thread(context.wrap(() -> {
                work("thread");
            }));
            thread.start();
            thread.join();
        }
        for (String name : new String[] {"here", "pool", "virtual", "thread"}) {
            assertThat(text(recorded.named(name), "genops.customer_id"))
                    .as(name)
                    .isEqualTo("c");
            assertThat(recorded.named(name).getParentSpanId())
                    .isEqualTo(recorded.named("outer").getSpanId());
        }
    }

    private String work(String name) {
        try (Operation operation = genops.operation(name).start()) {
            return operation.attribution().toString();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "<team>", "your-team", "YOUR_TEAM", "unknown", "null", "${TEAM}", "Todo"})
    void whatSaysNothingIsNotTakenAndTheOuterValueStays(String value) {
        genops.operation("x").team(value).start().close();
        assertThat(text(recorded.only(), "genops.team")).isEqualTo("ai-platform");
        assertThat(genops.problems().counts()).containsOnlyKeys(Kind.ATTRIBUTION);
    }

    @Test
    void itIsImmutableOnceTheUnitHasStarted() {
        try (Operation operation = genops.operation("x").start()) {
            operation
                    .attribute("genops.team", "others")
                    .attribute("genops.policy.result", "blocked")
                    .attribute("genops.sla.latency_target_ms", 800)
                    .attribute("mine", "1");
        }
        assertThat(text(recorded.only(), "genops.team")).isEqualTo("ai-platform");
        assertThat(text(recorded.only(), "genops.policy.result")).isEqualTo("allowed");
        assertThat(text(recorded.only(), "mine")).isEqualTo("1");
        assertThat(genops.problems().count(Kind.ATTRIBUTION)).isEqualTo(2);
    }

    @Test
    void onlyTheListTravelsInBaggageAndNeverAPerson() {
        AtomicReference<Baggage> sent = new AtomicReference<>(Baggage.empty());
        genops.operation("x").feature("f").customerId("c").userId("u").run(operation -> sent.set(Baggage.current()));
        assertThat(sent.get().asMap().keySet())
                .containsExactlyInAnyOrder("genops.team", "genops.project", "genops.environment", "genops.feature");
        assertThat(sent.get().getEntryValue("genops.team")).isEqualTo("ai-platform");
    }

    @Test
    void operationsThatSendTheSameShareTheirBaggage() {
        AtomicReference<Baggage> sent = new AtomicReference<>(Baggage.empty());
        genops.operation("x").customerId("c").run(operation -> sent.set(Baggage.current()));
        Baggage first = sent.get();
        genops.operation("x").customerId("d").run(operation -> sent.set(Baggage.current()));
        assertThat(sent.get()).isSameAs(first);
        genops.operation("x").feature("f").run(operation -> sent.set(Baggage.current()));
        assertThat(sent.get().getEntryValue("genops.feature")).isEqualTo("f");
        Baggage theirs = Baggage.builder().put("other", "kept").build();
        genops.operation("x")
                .feature("f")
                .parent(Context.root().with(theirs))
                .run(operation -> sent.set(Baggage.current()));
        assertThat(sent.get().asMap().keySet()).contains("other", "genops.feature", "genops.team");
        assertThat(first.asMap().keySet()).doesNotContain("genops.feature", "other");
    }

    @Test
    void whatIsSaidInsideAnOperationIsPartOfIt() {
        try (Operation outer =
                genops.operation("outer").team("outer").customerId("c").start()) {
            Context said = genops.context(a -> a.team("said").feature("f"));
            assertThat(Operation.in(said)).isSameAs(outer);
            try (Scope scope = said.makeCurrent();
                    Operation inner = genops.operation("inner").feature("g").start()) {
                assertThat(scope).isNotNull();
                assertThat(Operation.in(Context.current())).isSameAs(inner);
                assertThat(inner.attribution().byName())
                        .containsEntry("team", "said")
                        .containsEntry("feature", "g")
                        .containsEntry("customer_id", "c")
                        .containsEntry("project", "chat")
                        .hasSize(5);
            }
            assertThat(outer.attribution().byName()).containsEntry("team", "outer");
        }
        assertThat(Operation.in(genops.context(a -> a.team("alone")))).isNull();
    }

    @Test
    void attributionIsEqualWhateverWasSaidFirst() {
        Attribution one = new ContextAttribution().team("a").feature("f").attribution();
        Attribution other =
                new ContextAttribution().feature("f").team("b").team("a").attribution();
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(new ContextAttribution().team("a").attribution());
        assertThat(new ContextAttribution().team("c").attribution().over(one))
                .isEqualTo(new ContextAttribution().feature("f").team("c").attribution());
    }

    @Test
    void baggageThatComesInFillsWhatNobodyHereSays() {
        Baggage theirs = Baggage.builder()
                .put("genops.team", "theirs")
                .put("genops.feature", "theirs")
                .put("genops.customer_id", "theirs")
                .put("genops.cost_center", "<placeholder>")
                .put("other", "kept")
                .build();
        genops.operation("x").parent(Context.root().with(theirs)).start().close();
        SpanData span = recorded.only();
        assertThat(text(span, "genops.team")).isEqualTo("ai-platform");
        assertThat(text(span, "genops.feature")).isEqualTo("theirs");
        assertThat(text(span, "genops.customer_id")).isNull();
        assertThat(text(span, "genops.cost_center")).isNull();
        assertThat(genops.problems().count(Kind.ATTRIBUTION)).isEqualTo(1);
    }

    @Test
    void trustedBaggageGoesOverTheDefaults() {
        Recorded trusting = new Recorded(settings -> settings.team("own").trustBaggage(true));
        Context context = Context.root()
                .with(Baggage.builder().put("genops.team", "theirs").build());
        trusting.genops.operation("x").parent(context).start().close();
        assertThat(text(trusting.only(), "genops.team")).isEqualTo("theirs");
    }

    @Test
    void rulesWarnRecordOrBlock() {
        Recorded ruled = new Recorded(settings -> settings.team("t")
                .project("p")
                .environment("e")
                .tagRule(
                        TagRule.of("customer_id").matching("[a-z]+-[0-9]+").on(TagRule.Level.ERROR),
                        TagRule.of("feature").oneOf("chat", "search"),
                        TagRule.of("cost_center").required().atMost(4).on(TagRule.Level.BLOCK)));
        ruled.genops
                .operation("recorded")
                .costCenter("eng")
                .customerId("Bad")
                .feature("other")
                .start()
                .close();
        assertThat(Recorded.events(ruled.only(), "genops.tag.violation")).hasSize(1);
        assertThat(ruled.genops.problems().count(Kind.TAG)).isEqualTo(2);

        assertThatThrownBy(() -> ruled.genops.operation("blocked").start())
                .isInstanceOf(TagViolationException.class)
                .hasMessage("operation `blocked` was not started: `cost_center` is required and absent");
        assertThatThrownBy(() ->
                        ruled.genops.operation("long").costCenter("engineering").start())
                .hasMessageContaining("at most 4 characters, has 11");
        SpanData blocked = ruled.named("blocked");
        assertThat(text(blocked, "genops.policy.result")).isEqualTo("blocked");
        assertThat(text(blocked, "genops.policy.reason_code")).isEqualTo("x_tag_invalid");
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void whatTheSpecificationRequiresIsMissed() {
        Recorded bare = new Recorded(settings -> {});
        bare.genops.operation("x").start().close();
        assertThat(bare.genops.problems().counts()).containsEntry(Kind.TAG, 3L);
    }

    @Test
    void theResultOfACallIsTheWorksAndItsExceptionIsRecordedAndThrownOn() {
        assertThat(genops.operation("good").call(operation -> 42).intValue()).isEqualTo(42);
        assertThatThrownBy(() -> genops.operation("bad").call(operation -> {
                    throw new IOException("down");
                }))
                .isInstanceOf(IOException.class);
        assertThat(recorded.named("bad").getStatus().getStatusCode().name()).isEqualTo("ERROR");
        assertThat(Recorded.events(recorded.named("bad"), "exception")).hasSize(1);
    }

    @Test
    void anAsynchronousCallEndsWithItsStage() {
        CompletableFuture<String> work = new CompletableFuture<>();
        CompletableFuture<String> result = genops.operation("later").callAsync(operation -> {
            assertThat(Span.current()).isSameAs(operation.span());
            operation.recordCost(c -> c.total("0.5"));
            return work;
        });
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
        recorded.nanos.addAndGet(7_000_000);
        work.complete("done");
        assertThat(result).isCompletedWithValue("done");
        assertThat(recorded.only().getAttributes().get(Names.DURATION)).isEqualTo(7);

        CompletableFuture<String> failing = genops.operation("failed")
                .callAsync(operation -> CompletableFuture.failedFuture(new IllegalStateException("no")));
        assertThat(failing).isCompletedExceptionally();
        assertThat(recorded.named("failed").getStatus().getStatusCode().name()).isEqualTo("ERROR");
    }
}
