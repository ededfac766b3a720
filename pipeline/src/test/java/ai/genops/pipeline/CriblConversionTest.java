package ai.genops.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.cribl.Conversion;
import ai.genops.pipeline.cribl.Conversion.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CriblConversionTest {
    private static final Path CONFIG = Path.of("../config");
    private static final Path EVENTS = Path.of("src/test/resources/golden/events.yaml");

    @TempDir
    Path temp = Path.of("");

    private final Problems problems = new Problems();

    @Test
    void shippedPipelinesGiveTheSameAfterAJourneyThroughCriblsFormat() throws IOException {
        Path theirs = temp.resolve("theirs");
        for (String kind : new String[] {"pipelines", "routes", "lookups"}) {
            copy(CONFIG.resolve(kind), temp.resolve("ours/" + kind));
        }
        write(theirs, Conversion.of(temp.resolve("ours"), problems).to(Format.CRIBL));
        Path back = temp.resolve("back");
        Conversion again = Conversion.of(theirs, new Problems());
        assertThat(again.format()).isEqualTo(Format.CRIBL);
        write(back, again.to(Format.GENOPS));
        copy(CONFIG.resolve("lookups"), back.resolve("lookups"));
        copy(CONFIG.resolve("destinations"), back.resolve("destinations"));

        Loaded before = new Loaded(CONFIG).with(Files.readString(EVENTS));
        Loaded after = new Loaded(back).with(Files.readString(EVENTS));
        assertThat(after.problems.errors()).isEmpty();
        assertThat(problems.errors())
                .extracting(Problem::text)
                .filteredOn(text -> !text.endsWith("of a route has no equivalent in Cribl"))
                .containsOnly("a share of 0 has no equivalent: Cribl keeps one in N");
        assertThat(shape(after)).containsExactlyInAnyOrderElementsOf(shape(before));
        assertThat(shape(after)).hasSizeGreaterThan(50);
    }

    @Test
    void whatHasNoEquivalentIsToldWithItsPlace() throws IOException {
        assertThat(report("""
                id: p
                conf:
                  functions:
                    - {id: rollup_metrics, conf: {}}
                    - {id: evil, conf: {}}
                    - {id: eval, conf: {add: [{name: attributes.b, value: '1'}, {name: '', value: x}], remove: [trace_id]}}
                    - {id: mask, conf: {fields: [card], rules: [{matchRegex: '/\\d+/g', replaceExpr: C.Mask.md5(g0)}]}}
                    - {id: serde, conf: {mode: reserialize, type: grok, srcField: body}}
                    - {id: code, conf: {code: "__e.x = 1; if (a) { __e.b = 1 }", maxNumOfIterations: 100}}
                    - {id: numerify, conf: {format: cut}}
                    - {id: rename, conf: {renameExpr: name.toLowerCase()}}
                    - {id: auto_timestamp, conf: {defaultTimezone: Europe/Bärlin, latestDateAllowed: soon}}
                    - {id: chain, conf: {processor: other}}
                """)).isEqualTo("""
                p.yml:4:12: the function `rollup_metrics` has no equivalent here
                    Use `aggregation`, or aggregate in search (`stats`).
                p.yml:5:12: the function `evil` has no equivalent here
                    Did you mean `eval`?
                p.yml:6:38: `attributes.b` is inside another field and cannot be set
                    Give the value a field of its own, of letters, digits and `_`.
                p.yml:6:72: an expression without a name sets nothing here
                    Give the value a field of its own, of letters, digits and `_`.
                p.yml:6:96: `trace_id` is what every event has and cannot be removed
                    Leave it out, or have the destination not send it.
                p.yml:8:51: a parser of type `grok` has no equivalent here
                    Use `regex_extract` with named groups.
                p.yml:10:37: `format` is `cut`, which is unknown
                    Known are: ceil, fix, floor, none.
                p.yml:11:39: note: `renameExpr` renames what an event arrives with, not what the pipeline sets: `x` keeps its name
                    List it under `rename`.
                p.yml:12:52: there is no time zone `Europe/Bärlin`
                    Write it as Europe/Berlin, or UTC.
                p.yml:12:86: `latestDateAllowed` is `soon`, which is no time
                    Write it as -420weeks, +1day, now or 2026-01-31.
                p.yml:13:37: there is no pipeline `other` of Cribl's to chain
                    Put it beside this one.
                """);
    }

    @Test
    void whatIsDisabledAndHasNoEquivalentIsLeftOut() throws IOException {
        Path file = Files.writeString(temp.resolve("p.yml"), """
                functions:
                  - {id: redis, disabled: true, conf: {url: x}}
                  - {id: drop, groupId: off, filter: "a == 'b'", conf: {}}
                  - {id: serde, groupId: off, conf: {mode: extract, type: grok, srcField: body}}
                  - {id: eval, disabled: null, conf: {add: [{name: a, value: '1'}]}}
                groups: {off: {name: switched off, disabled: true}}
                """);
        String ours = texts(Conversion.of(file, problems).to(Format.GENOPS)).get("pipelines/p.yaml");
        assertThat(problems.errors()).isEmpty();
        assertThat(problems.all())
                .extracting(Problem::text)
                .containsExactly(
                        "this function is disabled, and left out",
                        "the function `redis` has no equivalent here",
                        "this function is disabled, and left out",
                        "a parser of type `grok` has no equivalent here");
        assertThat(ours).contains("type: drop", "disabled: true", "a: '1'").doesNotContain("parse");
    }

    @Test
    void membersOfObjectsAreSetAndLogLinesAndColumnsTakenApart() throws IOException {
        Map<String, String> pack = new TreeMap<>();
        pack.put("default/pipelines/main/conf.yml", """
                output: out
                functions:
                  - id: serde
                    filter: body != null
                    conf: {type: clf, srcField: body, fields: [clientip, ident, user_, when, request, code, bytes_, referer]}
                  - id: serde
                    filter: attributes['row'] != null
                    conf: {type: csv, srcField: row, fields: [start_time, a, end_time, b], remove: ['*_time', b], keep: [end_time]}
                  - id: eval
                    conf:
                      add:
                        - {name: order.customer.id, value: "__e['cust'] || 'none'"}
                        - {name: order.paid, value: "C.vars.paid && C.vars.from + 1"}
                        - {name: zone, value: C.vars.zone}
                """);
        pack.put("default/vars.yml", """
                paid: {type: boolean, lib: custom, value: "true"}
                from: {type: number, value: 41}
                zone: {type: string, value: "7", description: a text}
                key: {type: encryptedString, value: x}
                """);
        Path folder = temp.resolve("demo");
        for (var file : pack.entrySet()) {
            write(folder, Map.of(file.getKey(), file.getValue().getBytes(UTF_8)));
        }
        Path ours = temp.resolve("config");
        write(ours, Conversion.of(folder, problems).to(Format.GENOPS));
        assertThat(problems.all())
                .extracting(Problem::text)
                .containsExactly("the variable `key` of type `encryptedString` has no equivalent here");
        write(ours, Map.of("destinations/out.yaml", "type: file".getBytes(UTF_8)));
        Loaded loaded = new Loaded(ours);
        assertThat(loaded.problems.errors()).isEmpty();
        loaded.with("""
                - {name: line, attributes: {order: {customer: {name: Ann}, n: 1}, cust: c1},
                   own: {body: '10.0.0.1 - ann [10/Oct/2000:13:55:36 -0700] "GET /a?q=\\"x\\" HTTP/1.0" 200 2326 "http://a"'}}
                - {name: row, attributes: {row: '1,2,3,4'}}
                """);
        assertThat(loaded.failures()).isEmpty();
        assertThat(loaded.lines().lines().skip(1).toList())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains(
                                        "\"clientip\":\"10.0.0.1\",\"ident\":\"-\",\"user_\":\"ann\"",
                                        "\"when\":\"10/Oct/2000:13:55:36 -0700\"",
                                        "\"code\":\"200\",\"bytes_\":\"2326\",\"referer\":\"http://a\"",
                                        "\"order\":{\"customer\":{\"name\":\"Ann\",\"id\":\"c1\"},\"n\":1,\"paid\":42}",
                                        "\"zone\":\"7\""),
                        line -> assertThat(line)
                                .contains(
                                        "\"a\":\"2\",\"end_time\":\"3\"",
                                        "\"order\":{\"customer\":{\"id\":\"none\"},\"paid\":42}")
                                .doesNotContain("start_time", "\"b\":"));
    }

    @Test
    void newerProcessorsBecomeCriblsFunctionsAndComeBack() throws IOException {
        String ours = """
                id: p
                processors:
                  - {type: serialize, attributes: ['!secret', '*'], fields: ['*'], plain_names: true}
                  - {type: serialize, into: line, format: csv, columns: [a, b], delimiter: ;}
                  - {type: numerify, attributes: ['!zip', '*'], rounding: round, digits: 2, where: "name != 'id'"}
                  - {type: clone, copies: [{expressions: [{index: "'summary'"}]}]}
                  - {type: geoip, database: city, match_field: "attributes['ip']", add_fields: {geo: '*'}}
                """;
        Path file = Files.writeString(temp.resolve("p.yaml"), ours);
        Map<String, String> theirs = texts(Conversion.of(file, problems).to(Format.CRIBL));
        assertThat(problems.all()).isEmpty();
        Path back = Files.writeString(temp.resolve("q.yml"), theirs.get("default/pipelines/p/conf.yml"));
        String again = texts(Conversion.of(back, problems).to(Format.GENOPS)).get("pipelines/q.yaml");
        assertThat(problems.all()).isEmpty();
        assertThat(again)
                .contains("type: serialize", "plain_names: true", "'!secret'", "delimiter: ;", "into: line")
                .contains("rounding: round", "digits: 2", "'!zip'", "where: name != 'id'", "index: '''summary'''")
                .contains("database: city", "match_field: attributes['ip']", "geo: '*'");
    }

    @Test
    void aPackIsReadPackedAndUnpackedAlike() throws IOException {
        Map<String, String> pack = new TreeMap<>();
        pack.put("package.json", "{\"name\": \"demo\"}");
        pack.put("default/pipelines/main/conf.yml", """
                output: default
                functions:
                  - id: chain
                    filter: "true"
                    conf: {processor: inner}
                  - id: lookup
                    filter: "true"
                    conf: {file: zones.csv, matchMode: cidr, inFields: [{eventField: ip, lookupField: net}]}
                """);
        pack.put(
                "default/pipelines/inner/conf.yml",
                "functions: [{id: eval, conf: {add: [{name: ip, value: \"'10.0.0.1'\"}]}}]");
        pack.put(
                "default/pipelines/route.yml",
                "{id: default, routes: [{id: all, filter: 'true', pipeline: main, output: out}]}");
        pack.put("data/lookups/zones.csv", "net,zone\n10.0.0.0/8,inside\n");
        pack.put("data/samples/a.json", "[]");
        Path folder = temp.resolve("demo");
        for (var file : pack.entrySet()) {
            write(folder, Map.of(file.getKey(), file.getValue().getBytes(UTF_8)));
        }
        Path packed = Files.write(temp.resolve("demo.crbl"), tgz(pack));
        var unpacked = Conversion.of(folder, problems).to(Format.GENOPS);
        var converted = Conversion.of(packed, problems).to(Format.GENOPS);
        assertThat(texts(converted)).isEqualTo(texts(unpacked));
        assertThat(problems.all()).isEmpty();
        assertThat(converted.keySet())
                .containsExactly(
                        "lookups/zones.csv",
                        "lookups/zones.yaml",
                        "pipelines/inner.yaml",
                        "pipelines/main.yaml",
                        "routes/demo.yaml",
                        "samples/a.json");
        Path ours = temp.resolve("config");
        write(ours, converted);
        write(ours, Map.of("destinations/out.yaml", "type: file".getBytes(UTF_8)));
        Loaded loaded = new Loaded(ours);
        assertThat(loaded.problems.errors()).isEmpty();
        assertThat(loaded.with("- {name: e}").lines()).contains("\"ip\":\"10.0.0.1\",\"zone\":\"inside\"");
    }

    @Test
    void timesWithoutAZoneAreOfTheDefaultOne() throws IOException {
        Path ours = temp.resolve("ours");
        write(
                ours,
                Map.of(
                        "destinations/out.yaml",
                        "type: file".getBytes(UTF_8),
                        "routes/r.yaml",
                        "routes: [{id: a, pipeline: p, output: out}]".getBytes(UTF_8),
                        "pipelines/p.yml",
                        """
                        functions:
                          - id: auto_timestamp
                            filter: "true"
                            conf: {srcField: name, dstField: found, defaultTimezone: America/New_York}
                          - id: auto_timestamp
                            filter: "true"
                            conf:
                              srcField: name
                              dstField: formatted
                              defaultTimezone: America/New_York
                              timestamps: [{regex: '/(\\d+-\\d+-\\d+)/', strptime: '%Y-%m-%d'}]
                        """.getBytes(UTF_8)));
        Loaded loaded = new Loaded(ours);
        assertThat(loaded.problems.errors()).isEmpty();
        assertThat(loaded.with("- {name: '2026-07-01 10:00:00'}\n- {name: '2026-07-01T10:00:00Z'}")
                        .lines()
                        .lines()
                        .skip(1))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"found\":1782914400,", "\"formatted\":1782878400,"),
                        line -> assertThat(line).contains("\"found\":1782900000,", "\"formatted\":1782878400,"));
    }

    @Test
    void timesThatAreTooEarlyOrTooLateAreNotTaken() throws IOException {
        Path ours = temp.resolve("ours");
        write(ours, Map.of("destinations/out.yaml", "type: file".getBytes(UTF_8)));
        write(ours, Map.of("routes/r.yaml", "routes: [{id: a, pipeline: p, output: out}]".getBytes(UTF_8)));
        write(ours, Map.of("pipelines/p.yml", """
                        functions:
                          - id: auto_timestamp
                            filter: "true"
                            conf: {srcField: name, earliestDateAllowed: -4weeks, latestDateAllowed: '+1day'}
                          - id: auto_timestamp
                            filter: "true"
                            conf:
                              srcField: name
                              dstField: day
                              earliestDateAllowed: 2025-11-01
                              latestDateAllowed: now
                              timestamps: [{regex: '/(\\d+-\\d+-\\d+)/', strptime: '%Y-%m-%d'}]
                        """.getBytes(UTF_8)));
        Loaded loaded = new Loaded(ours);
        assertThat(loaded.problems.errors()).isEmpty();
        assertThat(loaded.with("""
                        - {name: '2025-11-19T10:00:00Z'}
                        - {name: '2025-10-01T10:00:00Z'}
                        - {name: '2025-11-20T20:00:00Z'}
                        - {name: '2025-11-30T10:00:00Z'}
                        """).lines().lines().skip(1))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"_time\":1763546400,", "\"day\":1763510400,"),
                        line -> assertThat(line)
                                .contains("\"_time\":1763600000.001,")
                                .doesNotContain("day"),
                        line -> assertThat(line).contains("\"_time\":1763668800,", "\"day\":1763596800,"),
                        line -> assertThat(line)
                                .contains("\"_time\":1763600000.003,")
                                .doesNotContain("day"));
    }

    @Test
    void codeGoesBothWaysAndALookupOfTheLastRowIsTold() throws IOException {
        Path ours = temp.resolve("ours");
        write(
                ours,
                Map.of(
                        "lookups/models.yaml",
                        "id: models\nfile: m.csv\nkey_field: [m]\nmatches: last".getBytes(UTF_8)));
        write(ours, Map.of("pipelines/p.yml", """
                        id: p
                        processors:
                          - {type: code, code: "if (__e.a) { __e.b = [1]; }", max_iterations: 20000}
                          - {type: lookup, lookup_table: models, match_field: name, add_fields: [family]}
                        """.getBytes(UTF_8)));
        Map<String, String> theirs = texts(Conversion.of(ours, problems).to(Format.CRIBL));
        assertThat(theirs.get("default/pipelines/p/conf.yml"))
                .contains("id: code", "if (__e.a) { __e.b = [1]; }", "maxNumOfIterations: 10000")
                .doesNotContain("last");
        assertThat(problems.errors())
                .extracting(Problem::text)
                .containsExactlyInAnyOrder(
                        "`max_iterations` is 20000: Cribl lets loops go round 10000 times at most",
                        "`matches: last` has no equivalent in Cribl, which takes the first row");
    }

    @Test
    void theMostSpecificRegularExpressionIsTheLongestMatchBothWays() throws IOException {
        Path theirs = temp.resolve("theirs");
        write(
                theirs,
                Map.of(
                        "package.json",
                        "{\"name\": \"demo\"}".getBytes(UTF_8),
                        "data/lookups/models.csv",
                        "pattern,family\ngpt,gpt\ngpt-4o,omni\n".getBytes(UTF_8),
                        "default/pipelines/p/conf.yml",
                        """
                        functions:
                          - id: lookup
                            filter: "true"
                            conf: {file: models.csv, matchMode: regex, matchType: specific, inFields: [{eventField: name, lookupField: pattern}]}
                        """.getBytes(UTF_8)));
        Path ours = temp.resolve("ours");
        write(ours, Conversion.of(theirs, problems).to(Format.GENOPS));
        assertThat(problems.all()).isEmpty();
        write(ours, Map.of("destinations/out.yaml", "type: file".getBytes(UTF_8)));
        write(ours, Map.of("routes/r.yaml", "routes: [{id: a, pipeline: p, output: out}]".getBytes(UTF_8)));
        assertThat(new Loaded(ours).with("- {name: gpt-4o-mini}").lines()).contains("\"family\":\"omni\"");
        assertThat(texts(Conversion.of(ours, problems).to(Format.CRIBL)).get("default/pipelines/p/conf.yml"))
                .contains("matchType: specific");
    }

    @Test
    void anArchiveWhoseFilesLeadOutOfItIsRefused() throws IOException {
        Path packed = Files.write(temp.resolve("bad.crbl"), tgz(Map.of("default/../../evil.yml", "a: 1")));
        assertThatThrownBy(() -> Conversion.of(packed, problems)).hasMessageContaining("outside of itself");
    }

    @Test
    void anArchiveThatEndsTooEarlyIsRefused() throws IOException {
        byte[] whole = tgz(Map.of("package.json", "x".repeat(20_000)));
        Path packed = Files.write(temp.resolve("cut.crbl"), java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> Conversion.of(packed, problems)).isInstanceOf(IOException.class);
    }

    private String report(String pipeline) throws IOException {
        Path file = Files.writeString(temp.resolve("p.yml"), pipeline);
        Conversion.of(file, problems).to(Format.GENOPS);
        return problems.all().stream().map(Problem::toString).collect(joining("\n")) + "\n";
    }

    /// What each destination got but for names of pipelines and routes, which are others, and for the pipeline whose
    /// sampling has no equivalent.
    private static List<String> shape(Loaded loaded) {
        return loaded.destinations.values().stream()
                .flatMap(one -> one.lines.stream()
                        .filter(line -> !line.contains("\"pipeline\":\"genops-budget-alerting"))
                        .map(line -> one.id() + line.replaceFirst("^\\S+", ""))
                        .map(line -> line.replaceAll(",\"pipeline\":\"[^\"]*\"", "")))
                .toList();
    }

    private static Map<String, String> texts(Map<String, byte[]> files) {
        Map<String, String> texts = new TreeMap<>();
        files.forEach((path, bytes) -> texts.put(path, new String(bytes, UTF_8)));
        return texts;
    }

    private static void write(Path folder, Map<String, byte[]> files) throws IOException {
        for (var file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.write(path, file.getValue());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
    }

    private static byte[] tgz(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(UTF_8);
                byte[] header = new byte[512];
                put(header, 0, file.getKey());
                put(header, 124, "%011o".formatted(content.length));
                put(header, 156, "0");
                put(header, 257, "ustar");
                out.write(header);
                out.write(content);
                out.write(new byte[(512 - content.length % 512) % 512]);
            }
            out.write(new byte[1024]);
        }
        return bytes.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
