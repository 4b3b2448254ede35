/** Executions of plans whose place another one has taken. */
export interface ReplacedExecutions {
  /**
   * May be called again: an execution ends once. `open`: something of it runs, or is being reported, and nobody can say yet where that ends; the old plan
   * keeps its place meanwhile.
   */
  end(plan: string, by: string): Promise<'ended' | 'open'>;
}
