package ai.genops.governance.budget;

/** Opens books in a process of their own. Has a public constructor without parameters. */
public interface StoreAt {
    /** The books at an address, as the contract's {@link ProcessesContract#books} tells it. */
    BudgetStore open(String address);
}
