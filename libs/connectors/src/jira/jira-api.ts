import { ChangeSystemFailure } from '@lockstep/approvals';
import { asLostCreate, type ChangeClient } from '../changes/change-client.js';
import { readDocument, writeDocument } from './documents.js';
import {
  type Approval,
  approvals,
  comment,
  comments,
  created,
  type CreateField,
  createFields,
  type Issue,
  issueList,
  issueTypes,
  nothing,
  oneIssue,
  type Transition,
  transitions,
} from './shapes.js';

const API = '/rest/api/3';
const DESK = '/rest/servicedeskapi';
const MOST_PAGES = 50;
/** Issues of one plan, and of all plans, that searches answer; and keys that are tried beyond those they know. Together what one call fetches. */
const OF_A_PLAN = 20;
const OURS = 40;
const AHEAD = 40;
/** Comments among which one of ours is looked for. */
const NEWEST = 50;
const plain = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();

export interface LabelChange {
  readonly remove: readonly string[];
  readonly add: readonly string[];
}

/** The platform and service desk APIs of one site. */
export class JiraApi {
  constructor(
    private readonly client: ChangeClient,
    private readonly project: string,
  ) {}

  /**
   * The issues with a label as they are now, in whichever project people have moved them to. Searches lag behind writes by seconds to minutes, so what they
   * find is read again, and with it others: the keys that follow the newest one that they know, which may have been made since, and those that are open and
   * ours, which may have been given the label since.
   */
  async issuesLabelled(label: string, ours: string, signal: AbortSignal): Promise<Issue[]> {
    const known = await this.search(`labels = "${label}" ORDER BY created DESC`, OF_A_PLAN, signal);
    const open = await this.search(`labels = "${ours}" AND statusCategory != Done ORDER BY created DESC`, OURS, signal);
    const [newest] = await this.search(`project = "${this.project}" ORDER BY key DESC`, 1, signal);
    const last = newest ? Number(newest.key.slice(newest.key.lastIndexOf('-') + 1)) : 0;
    const ahead = Array.from({ length: AHEAD }, (_, index) => `${this.project}-${last + 1 + index}`);
    const issueIdsOrKeys = [...new Set([...known, ...open].map(({ id }) => id)), ...ahead];
    const body = { issueIdsOrKeys, fields: ['status', 'labels'] };
    const { issues } = await this.client.call({ method: 'POST', path: `${API}/issue/bulkfetch`, body }, issueList, signal);
    return issues.filter((issue) => issue.fields.labels.includes(label));
  }

  /** Issues that have a label, as they are now, as far as searches know of them: one request, and another one only where there are others than this. */
  async othersLabelled(label: string, id: string, signal: AbortSignal): Promise<Issue[]> {
    const found = await this.search(`labels = "${label}" ORDER BY created DESC`, OF_A_PLAN, signal);
    const issueIdsOrKeys = found.map((one) => one.id).filter((one) => one !== id);
    if (issueIdsOrKeys.length === 0) return [];
    const body = { issueIdsOrKeys, fields: ['status', 'labels'] };
    const { issues } = await this.client.call({ method: 'POST', path: `${API}/issue/bulkfetch`, body }, issueList, signal);
    return issues.filter((issue) => issue.fields.labels.includes(label));
  }

  private async search(jql: string, maxResults: number, signal: AbortSignal): Promise<Issue[]> {
    const body = { jql, maxResults, fields: ['labels'] };
    return (await this.client.call({ method: 'POST', path: `${API}/search/jql`, body }, issueList, signal)).issues;
  }

  async find(id: string, fields: readonly string[], signal: AbortSignal): Promise<Issue | undefined> {
    const query = { fields: ['status', 'labels', 'issuetype', ...fields].join(',') };
    return this.client.find({ method: 'GET', path: `${API}/issue/${id}`, query }, oneIssue, signal);
  }

  /** @throws ChangeSystemFailure `lost` unless the site itself has refused it */
  async create(fields: object, signal: AbortSignal): Promise<string> {
    try {
      return (await this.client.call({ method: 'POST', path: `${API}/issue`, body: { fields } }, created, signal)).id;
    } catch (error) {
      throw asLostCreate(error);
    }
  }

  /** @param labels to take away and to add; those that people have given stay */
  async write(id: string, fields: object, labels: LabelChange, signal: AbortSignal): Promise<void> {
    const changes = [...labels.remove.map((label) => ({ remove: label })), ...labels.add.map((label) => ({ add: label }))];
    const body = { fields, ...(changes.length > 0 && { update: { labels: changes } }) };
    await this.client.call({ method: 'PUT', path: `${API}/issue/${id}`, body }, nothing, signal);
  }

  async transitions(id: string, signal: AbortSignal): Promise<Transition[]> {
    const { transitions: all } = await this.client.call({ method: 'GET', path: `${API}/issue/${id}/transitions` }, transitions, signal);
    return all.filter(({ isAvailable }) => isAvailable !== false);
  }

  async walk(id: string, transition: Transition, signal: AbortSignal): Promise<void> {
    const body = { transition: { id: transition.id } };
    await this.client.call({ method: 'POST', path: `${API}/issue/${id}/transitions`, body, refused: 'not-allowed-now' }, nothing, signal);
  }

  /** Whether one of the newest comments is this text. */
  async isSaid(id: string, text: string, signal: AbortSignal): Promise<boolean> {
    const query = { orderBy: '-created', maxResults: String(NEWEST) };
    const { comments: newest } = await this.client.call({ method: 'GET', path: `${API}/issue/${id}/comment`, query }, comments, signal);
    const wanted = plain(readDocument(writeDocument(text)));
    return newest.some(({ body }) => plain(readDocument(body)) === wanted);
  }

  /** For those who work in the project, not for customers. */
  async comment(id: string, text: string, signal: AbortSignal): Promise<void> {
    const body = { body: writeDocument(text), properties: [{ key: 'sd.public.comment', value: { internal: true } }] };
    await this.client.call({ method: 'POST', path: `${API}/issue/${id}/comment`, body }, comment, signal);
  }

  /** Undefined: it is no request, and nobody is asked. */
  async approvals(id: string, signal: AbortSignal): Promise<Approval[] | undefined> {
    const all: Approval[] = [];
    for (let read = 0; read < MOST_PAGES; read++) {
      const call = { method: 'GET', path: `${DESK}/request/${id}/approval`, query: { start: String(all.length), limit: '50' } } as const;
      const page = await this.client.find(call, approvals, signal);
      if (!page) return undefined;
      all.push(...page.values);
      if (page.isLastPage !== false || page.values.length === 0) return all;
    }
    throw new ChangeSystemFailure('wrong-shape', `GET ${DESK}/request/${id}/approval; approvals that come to an end`, false);
  }

  async issueTypes(signal: AbortSignal): Promise<{ readonly id: string; readonly name: string }[]> {
    return this.pages(async (startAt) => {
      const read = await this.client.call({ ...this.meta(''), query: { startAt: String(startAt) } }, issueTypes, signal);
      return { list: read.issueTypes, total: read.total };
    });
  }

  /** Those on the screen by which issues of the type are made. */
  async createFields(type: string, signal: AbortSignal): Promise<CreateField[]> {
    return this.pages(async (startAt) => {
      const read = await this.client.call({ ...this.meta(`/${type}`), query: { startAt: String(startAt) } }, createFields, signal);
      return { list: read.fields, total: read.total };
    });
  }

  private meta(of: string) {
    return { method: 'GET', path: `${API}/issue/createmeta/${this.project}/issuetypes${of}` } as const;
  }

  private async pages<T>(read: (startAt: number) => Promise<{ list: readonly T[]; total?: number | null }>): Promise<T[]> {
    const all: T[] = [];
    for (let page = 0; page < MOST_PAGES; page++) {
      const { list, total } = await read(all.length);
      all.push(...list);
      if (list.length === 0 || all.length >= (total ?? 0)) break;
    }
    return all;
  }

  close = (): Promise<void> => this.client.close();
}
