/** What a Node process costs that does nothing but report. */
import { printReport } from './process-report.js';

printReport({ answers: [], phases: null });
