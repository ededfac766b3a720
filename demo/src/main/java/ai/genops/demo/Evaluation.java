package ai.genops.demo;

/// What an evaluator made of an answer; scores run from 0 to 1.
record Evaluation(String metric, double score, double threshold) {
    boolean passed() {
        return score >= threshold;
    }
}
