package ai.genops.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.event.JsonBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private final Fields fields = new Fields();
    private final Scope scope = scope();

    @Test
    void valuesInsideStringsAreEscapedAndOthersAreJson() {
        assertThat(json("{\"a\": \"<${team}>\", \"b\": ${cost}, \"c\": [${flag}, ${missing}, ${{x: [team]}}]}"))
                .isEqualTo("{\"a\":\"<say \\\"hi\\\">\",\"b\":0.5,\"c\":[true,null,{\"x\":[\"say \\\"hi\\\"\"]}]}");
    }

    @Test
    void aHoleAloneInQuotesIsAString() {
        assertThat(json("{\"cost\": \"${cost}\", \"missing\": \"${missing}\"}"))
                .isEqualTo("{\"cost\":\"0.5\",\"missing\":\"\"}");
    }

    @Test
    void aDollarBeforeAHoleIsItself() {
        assertThat(json("[\"$${cost.toFixed(2)}\", \"5 $ {x}\"]")).isEqualTo("[\"$0.50\",\"5 $ {x}\"]");
    }

    @Test
    void notANumberIsNull() {
        assertThat(json("[${0 / 0}]")).isEqualTo("[null]");
    }

    @Test
    void timesArePlainDecimals() {
        assertThat(json("{\"time\": ${timestamp}}")).isEqualTo("{\"time\":1763600000.12}");
    }

    @Test
    void bracesAndQuotesInsideAHoleAreItsOwn() {
        assertThat(text("${'}' + `{${team.slice(0, 3)}}` + \"}\"}!")).isEqualTo("}{say}}!");
        assertThat(json("[\"${missing || \\\"n/a\\\"}\"]")).isEqualTo("[\"n/a\"]");
    }

    @Test
    void aSettingIsFilledInWhenItCompiles() {
        Template template = Template.compileJson("{\"key\": \"${API_KEY}\", \"b\": ${API_KEY}}", scope, _ -> "s\"x");
        assertThat(template.text(event())).isEqualTo("{\"key\":\"s\\\"x\",\"b\":\"s\\\"x\"}");
        assertThat(template.unset()).isEmpty();
    }

    @Test
    void aSettingThatIsNotSetIsNamed() {
        Template template = Template.compileText("${A_KEY} ${B} ${A_KEY}", scope, _ -> null);
        assertThat(template.unset()).containsExactly("A_KEY", "B");
    }

    @Test
    void aFieldInCapitalsIsNoSetting() {
        scope.define("REGION", Type.TEXT);
        Event event = event();
        event.enter("test", fields);
        event.field(fields.find("REGION"), "eu");
        assertThat(Template.compileText("${REGION}", scope, _ -> "wrong").text(event))
                .isEqualTo("eu");
    }

    @Test
    void aTextWithAMissingValueIsIncomplete() {
        assertThat(Template.compileText("team:${team}", scope, _ -> null).textIfComplete(event()))
                .isEqualTo("team:say \"hi\"");
        assertThat(Template.compileText("team:${missing}", scope, _ -> null).textIfComplete(event()))
                .isNull();
    }

    @Test
    void aSingleHoleIsAnExpression() {
        Expression only = Template.compileText("${cost}", scope, _ -> null).only();
        assertThat(only).isNotNull();
        assertThat(only.number(event())).isEqualTo(0.5);
        assertThat(Template.compileText("a${cost}", scope, _ -> null).only()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "{\"a\": ${cost} | 14 | not valid JSON: a , or } is expected, found the end",
                "{\"a\" ${cost}} | 6 | not valid JSON: a : is expected, found `$`",
                "{a: 1} | 2 | not valid JSON: a name in double quotes is expected, found `a`",
                "[1,] | 4 | not valid JSON: a value is expected, found `]`",
                "[$${cost}] | 2 | not valid JSON: a value is expected, found $; a $ before a hole has to be inside quotes",
                "[${cost}%] | 9 | not valid JSON: a hole that is a value stands alone; inside quotes it may have text around it",
                "[1${cost}] | 3 | not valid JSON: a hole next to a number or word has to be inside quotes",
                "[\"a] | 5 | not valid JSON: a text has no closing quote",
                "[\"\\q\"] | 3 | not valid JSON: there is no escape \\q",
                "[tru] | 2 | not valid JSON: a value is expected, found `tru`",
                "[1] 2 | 5 | not valid JSON: the JSON ends here, but more text follows",
                "[\"${cst}\"] | 5 | `cst` is not known; did you mean `cost`?",
                "[\"${cost\"] | 3 | this hole has no end: a } is missing"
            })
    void whatCannotBecomeJsonDoesNotCompile(String source, int column, String message) {
        var e = catchThrowableOfType(ExpressionException.class, () -> Template.compileJson(source, scope, _ -> null));
        assertThat(e.problems().getFirst().message()).isEqualTo(message);
        assertThat(e.column()).isEqualTo(column);
    }

    @Test
    void aHoleThatFailsLeavesItsErrorToTheCaller() {
        Template template = Template.compileJson("[\"${missing.trim()}\"]", scope, _ -> null);
        var out = new JsonBuffer(16);
        assertThatThrownBy(() -> template.write(event(), out))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("undefined has no method trim");
    }

    private String json(String source) {
        return Template.compileJson(source, scope, _ -> null).text(event());
    }

    private String text(String source) {
        return Template.compileText(source, scope, _ -> null).text(event());
    }

    private Scope scope() {
        Scope scope = Scope.of(fields);
        scope.define("team", Type.TEXT);
        scope.define("cost", Type.NUMBER);
        scope.define("flag", Type.BOOLEAN);
        scope.define("missing", Type.ANY);
        return scope;
    }

    private Event event() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("team", "say \"hi\"");
        values.put("cost", 0.5);
        values.put("flag", true);
        return Events.with(Map.of(), values, fields);
    }
}
