package ai.genops.server.cli;

import ai.genops.conformance.Conformance;
import ai.genops.conformance.Violation;
import ai.genops.event.JsonBuffer;

/// What was found, for people or programs.
record ConformanceReport(Conformance conformance) {
    void print(boolean json, Terminal terminal) {
        if (json) {
            System.out.println(json());
            return;
        }
        for (Violation one : conformance.violations()) {
            System.out.println(terminal.bold(one.clause()) + "  " + one.span() + " "
                    + terminal.dim(one.traceId() + "/" + one.spanId()));
            System.out.println("    found: " + one.found());
            System.out.println("    do:    " + one.advice());
        }
        int violations = conformance.violations().size();
        String others = conformance.others() == 0 ? "" : ", and " + conformance.others() + " spans of other work";
        System.out.println((violations == 0 ? "conforms" : violations + " violations") + " in " + conformance.units()
                + " units of governed work" + others);
        if (conformance.withoutEvents() > 0) {
            System.out.println("not checked: clauses about events of spans, in " + conformance.withoutEvents()
                    + " units: who may not see content in an index sees no events");
        }
    }

    private String json() {
        var out = new JsonBuffer(1024)
                .ascii("{\"conforms\":")
                .bool(conformance.violations().isEmpty())
                .ascii(",\"units\":")
                .number(conformance.units())
                .ascii(",\"others\":")
                .number(conformance.others())
                .ascii(",\"events_checked\":")
                .bool(conformance.withoutEvents() == 0)
                .ascii(",\"violations\":[");
        String comma = "";
        for (Violation one : conformance.violations()) {
            out.ascii(comma).ascii("{\"clause\":").text(one.clause());
            out.ascii(",\"trace_id\":")
                    .text(one.traceId())
                    .ascii(",\"span_id\":")
                    .text(one.spanId());
            out.ascii(",\"span\":").text(one.span()).ascii(",\"found\":").text(one.found());
            out.ascii(",\"advice\":").text(one.advice()).ascii("}");
            comma = ",";
        }
        return out.ascii("]}").toString();
    }
}
