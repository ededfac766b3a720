package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// The page's dashboards in a real browser: those that are shipped, and one in Simple XML with every kind of input.
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class DashboardsIT extends BrowserTests {
    private static final List<String> PAGES = List.of(
            "/dashboards", "/dashboards/cost", "/dashboards/compliance", "/dashboards/budget", "/dashboards/own");
    private static final String OWN = """
            <form><label>Own</label>
              <fieldset>
                <input type="time" token="when"><default><earliest>-24h</earliest><latest>now</latest></default></input>
                <input type="dropdown" token="model"><label>Model</label><choice value="*">All</choice>
                  <search><query>index=genops_ai genops.cost.total=* | stats count by genops.cost.model</query></search>
                  <fieldForValue>genops.cost.model</fieldForValue><default>*</default></input>
                <input type="multiselect" token="teams"><label>Teams</label>
                  <choice value="support">support</choice><choice value="dev-tools">dev-tools</choice>
                  <choice value="*">any</choice><default>*</default>
                  <valuePrefix>genops.team="</valuePrefix><valueSuffix>"</valueSuffix><delimiter> OR </delimiter>
                  <prefix>(</prefix><suffix>)</suffix></input>
                <input type="text" token="least"><label>At least</label><default>0</default></input>
              </fieldset>
              <row>
                <panel><single><title>Calls</title><search>
                  <query>index=genops_ai genops.cost.total&gt;=$least$ genops.cost.model="$model$" $teams$ | stats count</query>
                  <earliest>$when.earliest$</earliest><latest>$when.latest$</latest></search></single></panel>
                <panel><html>Ask finance.</html></panel>
                <panel><single><title>Wrong</title><search><query>index=genops_ai | statz count</query></search></single></panel>
              </row>
              <row>
                <panel><single><title>Low</title><search><query>| makeresults | eval n=30 | table n</query></search>
                  <option name="useColors">1</option></single></panel>
                <panel><single><title>High</title><search><query>| makeresults | eval n=101 | table n</query></search>
                  <option name="useColors">true</option><option name="colorMode">block</option>
                  <option name="rangeValues">[50,100]</option>
                  <option name="rangeColors">["0x53a051","0xf8be34","0xdc4e41"]</option></single></panel>
                <panel><single><title>Off</title><search><query>| makeresults | eval n=1 | table n</query></search>
                  <option name="rangeValues">[0]</option><option name="rangeColors">["red","green"]</option></single></panel>
                <panel><single><title>Falls</title><search><query>| makeresults count=2 | streamstats count as i
                    | eval _time=1773129600+60*i, n=10-i | timechart span=1m sum(n) as n</query></search>
                  <option name="useColors">1</option><option name="colorBy">trend</option>
                  <option name="trendColorInterpretation">inverse</option></single></panel>
              </row>
              <row>
                <panel><table><title>Teams</title><search>
                  <query>index=genops_ai genops.team=s* | stats count by genops.team</query></search>
                  <drilldown><set token="team">$row.genops.team$</set></drilldown></table></panel>
                <panel><chart><title>Chosen</title><search>
                  <query>index=genops_ai genops.team="$team$" | stats count by genops.cost.model</query></search>
                  <option name="charting.chart">bar</option></chart></panel>
              </row>
            </form>
            """;

    @Override
    ScreenServer serve(Path folder) throws Exception {
        return ScreenServer.startWith(folder, Map.of("dashboards/own.xml", OWN));
    }

    /// Every look at the panel with the wrong search is one answer of 400.
    @Override
    boolean isExpected(String error) {
        return error.contains("400 (Bad Request)");
    }

    private String single(String panel) {
        return page.evaluate("document.querySelector('[aria-label=" + Page.quoted(panel) + "] .single-value').title")
                .asText();
    }

    private void awaitSingle(String panel, String value) {
        page.await("document.querySelector('[aria-label=" + Page.quoted(panel) + "] .single-value')?.title === "
                + Page.quoted(value));
    }

    private String count(String query) throws Exception {
        return server.genops.rows(query + " | stats count").get(0).get(0).asText();
    }

    @Test
    void whatIsShippedIsListedAndShowsWhatASearchFinds() throws Exception {
        go("/dashboards");
        page.click(".dashboard-list a[href='/dashboards/cost']");
        page.awaitText("Top 10 customers by cost");
        page.await(loaded());
        page.awaitText("enterprise-123");
        assertThat(single("Total requests")).isEqualTo(count("index=genops_ai genops.cost.total=*"));
        assertThat(page.evaluate("document.querySelectorAll('.fault').length").asInt())
                .isZero();
        assertThat(page.evaluate("[...document.querySelectorAll('.pie li')].map(e => e.innerText).join(' ')")
                        .asText())
                .contains("support", "dev-tools");
        assertThat(page.evaluate("document.querySelectorAll('.area').length").asInt())
                .isPositive();
        go("/dashboards/compliance");
        go("/dashboards/budget");
        assertThat(page.evaluate("document.querySelectorAll('.fault').length").asInt())
                .isZero();
    }

    @Test
    void whatIsChosenIsInTheSearchesAndInTheAddress() throws Exception {
        go("/dashboards/own");
        awaitSingle("Calls", count("index=genops_ai genops.cost.total>=0 genops.cost.model=* genops.team=*"));
        page.evaluate("(s => { s.value = 'gpt-4-turbo'; s.dispatchEvent(new Event('change', {bubbles: true})); })"
                + "(document.querySelector('select[aria-label=Model]'))");
        awaitSingle("Calls", count("index=genops_ai genops.cost.model=gpt-4-turbo genops.team=*"));
        String chosen = page.evaluate("location.href").asText();
        assertThat(chosen).contains("form.model=gpt-4-turbo");
        page.click("[aria-label='Teams: any']");
        choose("support", true);
        choose("any", false);
        awaitSingle("Calls", count("index=genops_ai genops.cost.model=gpt-4-turbo genops.team=support"));
        page.go(java.net.URI.create(chosen));
        page.await(loaded());
        awaitSingle("Calls", count("index=genops_ai genops.cost.model=gpt-4-turbo genops.team=*"));
    }

    /// Panels move while they are filled, so no place on the screen is meant.
    private void choose(String label, boolean chosen) {
        String box = "[...document.querySelectorAll('.many label')].find(e => e.innerText.trim() === "
                + Page.quoted(label) + ")?.querySelector('input')";
        page.await(box + "?.checked === " + !chosen);
        page.evaluate(box + ".click()");
        page.await(box + "?.checked === " + chosen);
    }

    @Test
    void aClickSetsATokenForThePanelThatWaited() {
        go("/dashboards/own");
        page.awaitText("Nothing is chosen for team.");
        page.click("[aria-label='Teams'] .pick");
        page.await("new URLSearchParams(location.search).get('form.team') === 'support'");
        page.await("document.querySelectorAll('[aria-label=Chosen] .bar').length > 0");
    }

    @Test
    void aClickOpensTheEventsBehindAFigure() {
        go("/dashboards/cost");
        page.click(".pie li button");
        page.await("location.pathname === '/search'");
        page.await("new URLSearchParams(location.search).get('q') === "
                + "'index=genops_ai genops.cost.total=* genops.team=\"' + (new URLSearchParams(location.search).get('q')"
                + ".match(/team=\"([^\"]+)/) ?? [])[1] + '\"'");
        page.await(loaded());
        page.await("document.querySelectorAll('.event').length > 0");
    }

    @Test
    void whatIsWrongOrUnknownIsToldInItsOwnPlace() {
        go("/dashboards/own");
        assertThat(page.evaluate("document.querySelector('[aria-label=Wrong] .fault').innerText")
                        .asText())
                .contains("line 1, column 19", "Did you mean `stats`?");
        assertThat(page.evaluate("document.querySelector('.panel-row .panel:nth-child(2)').innerText")
                        .asText())
                .contains("Cannot be shown here", "<html> is left out");
        assertThat(page.evaluate("document.querySelectorAll('.fault').length").asInt())
                .isEqualTo(1);
    }

    @Test
    void aHostileValueIsAValueInTheSearchAndTextOnThePage() {
        go("/dashboards/own");
        page.await("document.querySelectorAll('select[aria-label=Model] option').length > 3");
        page.evaluate("(s => { s.value = " + Page.quoted(ScreenServer.HARM)
                + "; s.dispatchEvent(new Event('change', {bubbles: true})); })"
                + "(document.querySelector('select[aria-label=Model]'))");
        awaitSingle("Calls", "1");
        nobodyWasHarmed("a hostile value");
    }

    private String style(String panel, String property) {
        String shown = property.equals("color") ? ".single-value" : ".single";
        return page.evaluate("getComputedStyle(document.querySelector('[aria-label=" + Page.quoted(panel) + "] " + shown
                        + "'))." + property)
                .asText();
    }

    @Test
    void singleValuesHaveTheColourOfTheirRangeAndCanBeReadInBothSchemes() throws Exception {
        go("/dashboards/own");
        awaitSingle("Falls", "8");
        page.scheme("light");
        String plain = style("Off", "color");
        assertThat(style("High", "backgroundColor")).isEqualTo("rgb(220, 78, 65)");
        assertThat(style("High", "color")).isEqualTo("rgb(0, 0, 0)");
        assertThat(style("Low", "color")).isNotEqualTo(plain);
        assertThat(style("Falls", "color")).isNotEqualTo(plain).isNotEqualTo(style("Low", "color"));
        axeFindsNothing("coloured values");
        page.scheme("light");
        assertThat(module(
                                "range-colors",
                                "(c => [c(0, null, {useColors: '1'}).range, c(30, null, {useColors: '1'}).range, c(31, null, {useColors: '1'}).range,"
                                        + " c(1e9, null, {useColors: '1'}).range, c(1, null, {}), c('x', null, {useColors: '1'}),"
                                        + " c(2, 1, {useColors: '1', colorBy: 'trend'}).range, c(2, 2, {useColors: '1', colorBy: 'trend'}),"
                                        + " c(1, null, {useColors: '1', rangeValues: '[]', rangeColors: '[\"javascript:x\"]'})])(m.rangeColor)")
                        .toString())
                .isEqualTo("[\"up to 0\",\"above 0, up to 30\",\"above 30, up to 70\",\"above 100\",null,null,"
                        + "\"more than before\",null,null]");
        // Studio's: a value at a bound belongs above it.
        assertThat(module(
                                "range-colors",
                                "(c => [c(19, null, 'majorValue'), c(20, null, 'majorValue'), c(40, null, 'majorValue'), c(19, 0, 'trendValue'),"
                                        + " c(21, 1, 'trendValue'), c(1, null, 'trendValue')].map(found => found && found.ground + ' ' + found.range))"
                                        + "((value, was, of) => m.rangeColor(value, was, {useColors: '1', colorMode: 'block', rangeValueOf: of,"
                                        + " rangeValues: '[20,40]', rangeColors: '[\"#D41F1F\",\"#CBA700\",\"none\"]'}))")
                        .toString())
                .isEqualTo("[\"#d41f1f below 20\",\"#cba700 from 20, below 40\",null,\"#d41f1f change below 20\","
                        + "\"#cba700 change from 20, below 40\",null]");
        // Whatever the colour: what is written in it, or on it, can be read.
        assertThat(module(
                                "range-colors",
                                "Math.min(...Array.from({length: 512}, (_, i) => (i & 7) * 36 << 16 | (i >> 3 & 7) * 36 << 8 | (i >> 6) * 36).flatMap(n => {"
                                        + "const color = '0x' + n.toString(16).padStart(6, '0'); const at = text => parseInt(text.slice(1), 16);"
                                        + "const of = mode => m.rangeColor(1, null, {useColors: '1', colorMode: mode, rangeValues: '[]', rangeColors: '[\"' + color + '\"]'});"
                                        + "const text = of('none'); const block = of('block');"
                                        + "return [m.contrast(at(text.light), 0xffffff), m.contrast(at(text.dark), 0x1a1a21), m.contrast(at(block.text), at(block.ground))]; }))")
                        .asDouble())
                .isGreaterThanOrEqualTo(4.5);
    }

    @Test
    void inputsAreReachedByKeyboard() {
        go("/dashboards/own");
        page.evaluate("document.querySelector('[aria-label=\"Teams: any\"]').focus()");
        page.key("Enter");
        page.await("document.querySelector('.many')");
        page.key("Tab");
        page.key(" ");
        page.await("new URLSearchParams(location.search).get('form.teams') === '[\"*\",\"support\"]'");
        page.key("Escape");
        page.await("!document.querySelector('.many') && document.activeElement.ariaLabel.startsWith('Teams')");
    }

    @Test
    void axeFindsNothingAndNothingOverflows() throws Exception {
        axeFindsNothingAt(PAGES);
        nothingOverflowsOnAPhone(PAGES);
    }

    @Test
    void aTokenOfDataIsNeverMoreThanAValue() {
        go("/dashboards");
        String known =
                "new Map([['t', [{text: 'a\" | delete', data: true}]], ['raw', [{text: 'x=1 OR y=2', data: false}]]])";
        assertThat(module("tokens", "m.fill('index=a x=\"$t$\" $raw$', " + known + ").text")
                        .asText())
                .isEqualTo("index=a x=\"a\\\" | delete\" x=1 OR y=2");
        assertThat(module("tokens", "m.fill('index=a x=$t$ y=$t|s$ $$5 $none$', " + known + ")")
                        .toString())
                .isEqualTo("{\"text\":\"index=a x=\\\"a\\\\\\\" | delete\\\" y=\\\"a\\\\\\\" | delete\\\" $$5 $none$\","
                        + "\"missing\":[\"none\"]}");
        assertThat(module(
                                "drilldown",
                                "[m.eventsOf('index=a x=1 | stats sum(c) as cost by b.c | sort - cost', {name: 'b.c', value: 'v'}),"
                                        + " m.eventsOf('index=a | stats count by b | rename b as B', {name: 'B', value: 'v'}),"
                                        + " m.eventsOf('index=a | stats count by b', {name: 'count', value: 3})]")
                        .toString())
                .isEqualTo("[\"index=a x=1 b.c=\\\"v\\\"\",\"index=a b=\\\"v\\\"\",\"index=a\"]");
    }
}
