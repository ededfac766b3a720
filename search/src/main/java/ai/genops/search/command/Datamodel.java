package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;

/// `| datamodel Model Dataset search`: the events of a data model's dataset. Splunk, Search Reference, `datamodel`.
record Datamodel(String model, String dataset) implements Command.Source {

    static Datamodel read(Cursor in) {
        String model = in.name("a data model");
        String dataset = in.atEnd() ? "" : in.name("a dataset of the model");
        while (!in.atEnd()) {
            if (in.option("summariesonly", "allow_old_summaries", "strict_fields") != null) {
                in.optionValue();
            } else if (!in.acceptWord("search") && !in.acceptWord("flat")) {
                throw in.error(
                        "`datamodel` does not take %s".formatted(in.found()), "Example: | datamodel Web Web search");
            }
        }
        return new Datamodel(model, dataset);
    }

    @Override
    public Relation open(Planning planning) {
        return Models.open(dataset.isEmpty() ? model : model + "." + dataset, planning);
    }
}
