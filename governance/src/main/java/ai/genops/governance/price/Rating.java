package ai.genops.governance.price;

/** What came of pricing a call. */
public sealed interface Rating {
    /**
     * It costs so much.
     *
     * @param price what was used
     * @param catalogue the version of the catalogue it is from
     */
    record Priced(Cost cost, Price price, String catalogue) implements Rating {}

    /** It is not known what the call costs, which is not 0. */
    record Unpriced(String reason) implements Rating {}
}
