package ai.genops.sdk.attribution;

/** What a context carries to say who the work in it is for. Immutable in what it says. */
public interface Attributed {
    Attribution attribution();
}
