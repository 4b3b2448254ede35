import type { ChangeServeOptions, ServedChangeSystem } from '../changes/change-people.js';
import { serveChanges } from '../changes/serve-changes.js';
import type { HttpRequest } from '../serve/http-answer.js';
import { suffixOf } from '../world/draws.js';
import { Issues } from './issues.js';
import { AS_SET_UP, type JiraBehaviour } from './jira-behaviour.js';
import { jiraHandler } from './jira-handler.js';
import { jiraPeople, shownIssue } from './jira-people.js';

export type JiraLogin = { readonly email: string; readonly apiToken: string } | { readonly token: string };

export interface ServedJira extends ServedChangeSystem<JiraLogin, JiraBehaviour> {
  readonly project: string;
  /** Searches see everything that has been written by now. */
  catchUp(): void;
}

export interface JiraServeOptions extends ChangeServeOptions<JiraBehaviour> {
  /** @default OPS */
  readonly project?: string;
}

/** Serves one project of one Jira site with Jira Service Management, whose faults call it `jira`. */
export async function serveJira(options: JiraServeOptions = {}): Promise<ServedJira> {
  const { project = 'OPS', now = Date.now } = options;
  const behaviour = { ...AS_SET_UP, ...options.behaviour };
  const issues = new Issues(behaviour, project, now);
  const [email, apiToken, token] = ['lockstep-service@example.com', suffixOf(1, 'jira api token', 40), suffixOf(1, 'jira token', 40)];
  const credentials = [`Basic ${Buffer.from(`${email}:${apiToken}`).toString('base64')}`, `Bearer ${token}`];
  const isLoggedIn = ({ headers }: HttpRequest): boolean => credentials.includes(headers.authorization ?? '');
  const served = await serveChanges('jira', options, (url) => jiraHandler({ issues, behaviour, isLoggedIn, url }));
  return {
    ...served,
    project,
    behaviour,
    logins: [{ email, apiToken }, { token }],
    people: jiraPeople(issues),
    changes: () => issues.issues.map((issue) => shownIssue(issue, behaviour)),
    catchUp: () => issues.catchUp(),
  };
}
