package ai.genops.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.pipeline.processor.Failures;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A number, an address and a key are planted in every place of an event, and looked for in what leaves.
class MaskEverywhereTest {
    private static final List<String> PLANTED =
            List.of("4111111111111111", "ann@example.org", "sk-proj-abcdefghijklmnopqrstuvwx");

    private static final String EVENTS = """
            - name: call SECRET
              resource: {service.name: SECRET, nested: {a: [SECRET]}}
              own:
                body: {text: SECRET, list: [{inside: SECRET}], SECRET: 1}
                status_message: SECRET
                links: [{trace_id: '00', trace_state: SECRET, attributes: {x: SECRET}}]
                scope.attributes: {x: SECRET, list: [{inside: SECRET}]}
              attributes: {plain: SECRET, nested: {a: {b: [[SECRET]]}}, json: '{"x":"SECRET"}', n: 4111111111111111}
              events: [{name: SECRET, attributes: {exception.message: SECRET, list: [SECRET]}}]
            """;

    @Test
    void nothingOfItLeaves() {
        for (String planted : PLANTED) {
            String events = EVENTS.replace("SECRET", planted);
            assertThat(new Processing("processors: [{type: eval, expressions: [{a: 1}]}]")
                            .with(events)
                            .lines())
                    .contains(planted);
            String left = new Processing("""
                    processors:
                      - {type: eval, expressions: [{copy: _raw}, {part: "attributes['plain']"}]}
                      - {type: mask, rules: [{field: '*', detect: all}]}
                      - {type: eval, expressions: [{later: _raw}]}
                    """).with(events).lines();
            assertThat(left).doesNotContain(planted).contains("\"part\":\"[");
        }
    }

    @Test
    void aReplacementThatCannotBeComputedHidesWhatWasFoundAndTellsNothingOfIt() {
        var processing = new Processing("""
                processors:
                  - type: mask
                    rules: [{field: "attributes['plain']", pattern: '\\S+@\\S+', replacement_expression: decimal(g0)}]
                """).with("[{name: n, attributes: {plain: to ann@example.org}}]");
        assertThat(processing.lines()).doesNotContain("ann@example.org").contains("\"plain\":\"to [REDACTED]\"");
        assertThat(processing.pipeline.expressions())
                .extracting(Failures::lastFailure)
                .filteredOn(Objects::nonNull)
                .singleElement()
                .asString()
                .doesNotContain("ann@");
    }

    @Test
    void aCopyInCriblsWordsIsMaskedWithWhatItCameFrom() {
        String left = new Processing("""
                processors:
                  - {type: eval, expressions: [{first: "__e['plain']"}, {second: "__e['first'] + ' ' + __e.first"}]}
                  - {type: mask, rules: [{field: "attributes['plain']", detect: email}]}
                """)
                .with("[{name: n, attributes: {plain: ann@example.org}}]")
                .lines();
        assertThat(left).doesNotContain("ann@example.org").contains("\"second\":\"[EMAIL] [EMAIL]\"");
    }

    /// Code that sets attributes by computed names may have copied anything into any of them.
    @Test
    void aCopyUnderAComputedNameIsMaskedToo() {
        String left = new Processing("""
                processors:
                  - type: code
                    code: "for (const k in __e) { if (k == 'plain') { __e['x_' + k] = __e[k]; } }"
                  - {type: mask, rules: [{field: "attributes['plain']", detect: email}]}
                """)
                .with("[{name: n, attributes: {plain: ann@example.org}}]")
                .lines();
        assertThat(left).doesNotContain("ann@example.org").contains("\"x_plain\":\"[EMAIL]\"");
    }

    /// Redaction by name, as packs do it: what was received is no longer shown as it was.
    @Test
    void whatCodeOverwritesUnderAComputedNameDoesNotStayInTheTextReceived() {
        String left = new Processing("""
                processors:
                  - type: code
                    code: "for (const k of Object.keys(__e)) { if (/pass/i.test(k)) { __e[k] = 'REDACTED'; } }"
                """)
                .with("[{name: n, own: {_raw: '{\"passWord\":\"hunter2\"}'}, attributes: {passWord: hunter2}}]")
                .lines();
        assertThat(left).doesNotContain("hunter2").contains("\"passWord\":\"REDACTED\"");
    }

    /// As in Cribl, where a name is there once: what is overwritten is gone.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: eval, expressions: [{password: \"'***'\"}]}",
                "{type: code, code: \"__e.password = '***';\"}",
                "{type: code, code: \"const k = 'pass' + 'word'; __e[k] = '***';\"}",
                "{type: eval, filter: name == 'n', expressions: [{password: \"password.replace(/./g, '*')\"}]}",
            })
    void whereNamesAreAttributesWhatIsOverwrittenDoesNotGoOut(String processor) {
        String left = new Processing("bare_names: attributes\nprocessors:\n  - " + processor + "\n")
                .with("[{name: n, own: {_raw: '{\"password\":\"hunter2\"}'}, attributes: {password: hunter2}}]")
                .lines();
        assertThat(left).doesNotContain("hunter2").contains("\"password\":\"***");
    }

    @Test
    void maskingACopyOfACopyMasksWhereItCameFrom() {
        String left = new Processing("""
                processors:
                  - type: eval
                    expressions:
                      - first: attributes['plain']
                      - second: first.trim()
                      - all: JSON.stringify(attributes)
                  - {type: rename, fields: {second: third}}
                  - {type: mask, rules: [{field: third, detect: email}]}
                """)
                .with("[{name: n, attributes: {plain: ann@example.org}}]")
                .lines();
        assertThat(left).doesNotContain("ann@example.org");
    }

    @Test
    void whatAPipelineWroteAsTheEventsOwnIsMaskedWithWhatItCameFrom() {
        String writes = """
                processors:
                  - type: eval
                    expressions:
                      - name: "'to ' + attributes['plain']"
                      - status: attributes['plain']
                      - body: "({to: attributes['plain']})"
                      - _raw: JSON.stringify(attributes)
                  - {type: mask, rules: [{field: PLACE, detect: email}]}
                """;
        for (String place : List.of("\"attributes['plain']\"", "_raw", "name", "status", "body", "'*'")) {
            assertThat(new Processing(writes.replace("PLACE", place))
                            .with("[{name: n, kind: log, attributes: {plain: ann@example.org}}]")
                            .lines())
                    .as(place)
                    .doesNotContain("ann@example.org")
                    .contains(
                            "\"name\":\"to [EMAIL]\"",
                            "\"status\":\"[EMAIL]\"",
                            "\"body\":{\"to\":\"[EMAIL]\"}",
                            "\"_raw\":\"{\\\"plain\\\":\\\"[EMAIL]\\\"}\"");
        }
    }

    @Test
    void whatAPipelineWroteAsRawGoesOutAlsoWhereSomethingIsRemovedBehindIt() {
        String left = new Processing("""
                processors:
                  - {type: eval, expressions: [{_raw: "JSON.stringify({plain: attributes['plain']})"}]}
                  - {type: remove, attributes: [plain]}
                """).with("""
                - {name: n, own: {_raw: '{"plain":"a","other":1}'}, attributes: {plain: a, other: 1}}
                """).lines();
        assertThat(left).contains("\"_raw\":\"{\\\"plain\\\":\\\"a\\\"}\"").doesNotContain("\"other\\\"");
    }

    @Test
    void escapesOfJsonHideNothingFromAMask() {
        String left = new Processing("""
                processors:
                  - {type: eval, expressions: [{_raw: _raw.trim()}, {part: "_raw.slice(1)"}]}
                  - {type: mask, rules: [{field: "attributes['to']", detect: email}]}
                """).with("""
                - {name: n, own: {_raw: '{"to":"ann\\u0040example.org", "in":"{\\"to\\":\\"ann\\\\u0040example.org\\"}", "n":"a\\\\b"}'}, attributes: {to: ann@example.org}}
                """).lines();
        assertThat(left)
                .doesNotContain("ann")
                .contains(
                        "{\\\"to\\\":\\\"[EMAIL]\\\",\\\"in\\\":\\\"{\\\\\\\"to\\\\\\\":\\\\\\\"[EMAIL]\\\\\\\"}\\\",\\\"n\\\":\\\"a\\\\\\\\b\\\"}");
    }

    @Test
    void theNextPipelineSeesWhatWasReceived() {
        var masked = new Processing("processors: [{type: mask, rules: [{field: '*', detect: all}]}]");
        var plain = new Processing("processors: [{type: eval, expressions: [{a: 1}]}]");
        TestEvents.each(EVENTS.replace("SECRET", "ann@example.org"), event -> {
            masked.take(event);
            plain.take(event);
        });
        assertThat(masked.lines()).doesNotContain("ann@example.org");
        assertThat(plain.lines())
                .contains("\"name\":\"call ann@example.org\"", "\"exception.message\":\"ann@example.org\"");
    }
}
