package ai.genops.source.otlp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The messages of OTLP 1.11 as data: what is checked when a request comes in and how JSON becomes protobuf follow
/// from this one table (github.com/open-telemetry/opentelemetry-proto; a test compares the two).
final class Schema {
    /// A line per message: each field's number, name and type, `*` for repeated. A line per enumeration: its names from
    /// 0, without the prefix that each of them has.
    private static final String OTLP = """
            ExportTraceServiceRequest: 1 resource_spans ResourceSpans*
            ResourceSpans: 1 resource Resource, 2 scope_spans ScopeSpans*, 3 schema_url string
            Resource: 1 attributes KeyValue*, 2 dropped_attributes_count uint32, 3 entity_refs EntityRef*
            KeyValue: 1 key string, 2 value AnyValue, 3 key_strindex int32
            AnyValue: 1 string_value string, 2 bool_value bool, 3 int_value int64, 4 double_value double, \
            5 array_value ArrayValue, 6 kvlist_value KeyValueList, 7 bytes_value bytes, 8 string_value_strindex int32
            ArrayValue: 1 values AnyValue*
            KeyValueList: 1 values KeyValue*
            EntityRef: 1 schema_url string, 2 type string, 3 id_keys string*, 4 description_keys string*
            ScopeSpans: 1 scope InstrumentationScope, 2 spans Span*, 3 schema_url string
            InstrumentationScope: 1 name string, 2 version string, 3 attributes KeyValue*, \
            4 dropped_attributes_count uint32
            Span: 1 trace_id trace_id, 2 span_id span_id, 3 trace_state string, 4 parent_span_id span_id, \
            5 name string, 6 kind SpanKind, 7 start_time_unix_nano fixed64, 8 end_time_unix_nano fixed64, \
            9 attributes KeyValue*, 10 dropped_attributes_count uint32, 11 events Event*, \
            12 dropped_events_count uint32, 13 links Link*, 14 dropped_links_count uint32, 15 status Status, \
            16 flags fixed32
            SpanKind = SPAN_KIND_ UNSPECIFIED INTERNAL SERVER CLIENT PRODUCER CONSUMER
            Event: 1 time_unix_nano fixed64, 2 name string, 3 attributes KeyValue*, 4 dropped_attributes_count uint32
            Link: 1 trace_id trace_id, 2 span_id span_id, 3 trace_state string, 4 attributes KeyValue*, \
            5 dropped_attributes_count uint32, 6 flags fixed32
            Status: 2 message string, 3 code StatusCode
            StatusCode = STATUS_CODE_ UNSET OK ERROR
            ExportLogsServiceRequest: 1 resource_logs ResourceLogs*
            ResourceLogs: 1 resource Resource, 2 scope_logs ScopeLogs*, 3 schema_url string
            ScopeLogs: 1 scope InstrumentationScope, 2 log_records LogRecord*, 3 schema_url string
            LogRecord: 1 time_unix_nano fixed64, 2 severity_number SeverityNumber, 3 severity_text string, \
            5 body AnyValue, 6 attributes KeyValue*, 7 dropped_attributes_count uint32, 8 flags fixed32, \
            9 trace_id trace_id, 10 span_id span_id, 11 observed_time_unix_nano fixed64, 12 event_name string
            SeverityNumber = SEVERITY_NUMBER_ UNSPECIFIED TRACE TRACE2 TRACE3 TRACE4 DEBUG DEBUG2 DEBUG3 DEBUG4 \
            INFO INFO2 INFO3 INFO4 WARN WARN2 WARN3 WARN4 ERROR ERROR2 ERROR3 ERROR4 FATAL FATAL2 FATAL3 FATAL4
            ExportMetricsServiceRequest: 1 resource_metrics ResourceMetrics*
            ResourceMetrics: 1 resource Resource, 2 scope_metrics ScopeMetrics*, 3 schema_url string
            ScopeMetrics: 1 scope InstrumentationScope, 2 metrics Metric*, 3 schema_url string
            Metric: 1 name string, 2 description string, 3 unit string, 5 gauge Gauge, 7 sum Sum, \
            9 histogram Histogram, 10 exponential_histogram ExponentialHistogram, 11 summary Summary, \
            12 metadata KeyValue*
            Gauge: 1 data_points NumberDataPoint*
            Sum: 1 data_points NumberDataPoint*, 2 aggregation_temporality AggregationTemporality, \
            3 is_monotonic bool
            AggregationTemporality = AGGREGATION_TEMPORALITY_ UNSPECIFIED DELTA CUMULATIVE
            NumberDataPoint: 2 start_time_unix_nano fixed64, 3 time_unix_nano fixed64, 4 as_double double, \
            5 exemplars Exemplar*, 6 as_int sfixed64, 7 attributes KeyValue*, 8 flags uint32
            Exemplar: 2 time_unix_nano fixed64, 3 as_double double, 4 span_id span_id, 5 trace_id trace_id, \
            6 as_int sfixed64, 7 filtered_attributes KeyValue*
            Histogram: 1 data_points HistogramDataPoint*, 2 aggregation_temporality AggregationTemporality
            HistogramDataPoint: 2 start_time_unix_nano fixed64, 3 time_unix_nano fixed64, 4 count fixed64, \
            5 sum double, 6 bucket_counts fixed64*, 7 explicit_bounds double*, 8 exemplars Exemplar*, \
            9 attributes KeyValue*, 10 flags uint32, 11 min double, 12 max double
            ExponentialHistogram: 1 data_points ExponentialHistogramDataPoint*, \
            2 aggregation_temporality AggregationTemporality
            ExponentialHistogramDataPoint: 1 attributes KeyValue*, 2 start_time_unix_nano fixed64, \
            3 time_unix_nano fixed64, 4 count fixed64, 5 sum double, 6 scale sint32, 7 zero_count fixed64, \
            8 positive Buckets, 9 negative Buckets, 10 flags uint32, 11 exemplars Exemplar*, 12 min double, \
            13 max double, 14 zero_threshold double
            Buckets: 1 offset sint32, 2 bucket_counts uint64*
            Summary: 1 data_points SummaryDataPoint*
            SummaryDataPoint: 2 start_time_unix_nano fixed64, 3 time_unix_nano fixed64, 4 count fixed64, \
            5 sum double, 6 quantile_values ValueAtQuantile*, 7 attributes KeyValue*, 8 flags uint32
            ValueAtQuantile: 1 quantile double, 2 value double
            """;

    private static final Set<String> EVENTS = Set.of(
            "Span",
            "LogRecord",
            "NumberDataPoint",
            "HistogramDataPoint",
            "ExponentialHistogramDataPoint",
            "SummaryDataPoint");

    private static final Map<String, Message> MESSAGES = new HashMap<>();
    private static final Map<String, List<String>> ENUMERATIONS = new HashMap<>();

    static {
        List<String> lines = OTLP.lines().toList();
        lines.forEach(Schema::declare);
        lines.forEach(Schema::define);
    }

    static final Message ANY_VALUE = message("AnyValue");
    static final Message KEY_VALUE = message("KeyValue");

    private Schema() {}

    static Message message(String name) {
        Message message = MESSAGES.get(name);
        if (message == null) {
            throw new IllegalArgumentException("no message " + name);
        }
        return message;
    }

    private static void declare(String line) {
        if (line.contains(" = ")) {
            String[] words = line.split(" ", -1);
            List<String> names = new ArrayList<>();
            for (int i = 3; i < words.length; i++) {
                names.add(words[2] + words[i]);
            }
            ENUMERATIONS.put(words[0], names);
        } else {
            String name = line.substring(0, line.indexOf(':'));
            MESSAGES.put(name, new Message(name, EVENTS.contains(name), lengthBytes(name)));
        }
    }

    private static void define(String line) {
        if (!line.contains(" = ")) {
            Message message = message(line.substring(0, line.indexOf(':')));
            for (String field : line.substring(line.indexOf(':') + 1).split(",", -1)) {
                message.add(field(field.strip().split(" ", -1)));
            }
        }
    }

    private static Field field(String[] words) {
        boolean repeated = words[2].endsWith("*");
        String type = repeated ? words[2].substring(0, words[2].length() - 1) : words[2];
        int number = Integer.parseInt(words[0]);
        if (MESSAGES.containsKey(type)) {
            return new Field(number, words[1], FieldType.MESSAGE, repeated, message(type), List.of());
        }
        List<String> names = ENUMERATIONS.get(type);
        return names != null
                ? new Field(number, words[1], FieldType.ENUM, repeated, null, names)
                : new Field(
                        number, words[1], FieldType.valueOf(type.toUpperCase(Locale.ROOT)), repeated, null, List.of());
    }

    private static int lengthBytes(String message) {
        if (message.startsWith("Resource") || message.startsWith("Scope")) {
            return 3;
        }
        return EVENTS.contains(message) ? 2 : 1;
    }
}
