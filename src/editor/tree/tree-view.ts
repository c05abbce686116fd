import * as vscode from 'vscode';
import type { Projects } from '../projects';
import { rangeOf, uriOf } from '../workbench';
import { countChanges, rootNodes } from './environment-nodes';
import type { Node } from './node';
import { viewId } from './view-id';

class NodeProvider implements vscode.TreeDataProvider<Node> {
  constructor(
    private readonly projects: Projects,
    readonly onDidChangeTreeData: vscode.Event<void>,
  ) {}

  getChildren(node?: Node): Node[] {
    return [...(node ? node.children : rootNodes(this.projects.all))];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(node.label, node.children.length === 0 ? None : node.expanded ? Expanded : Collapsed);
    item.id = node.id;
    item.description = node.description;
    item.tooltip = node.tooltip === '' ? undefined : node.tooltip;
    item.contextValue = node.context;
    item.iconPath = new vscode.ThemeIcon(node.icon.id, node.icon.color === undefined ? undefined : new vscode.ThemeColor(node.icon.color));
    item.accessibilityInformation = { label: [node.label, node.description, node.tooltip].filter((text) => text !== '').join(', ') };
    item.command = commandOf(node);
    return item;
  }
}

function commandOf(node: Node): vscode.Command | undefined {
  if (node.runs !== null) return { command: node.runs, title: node.label, arguments: [node] };
  if (!node.opens) return undefined;
  const selection = rangeOf(node.opens);
  return { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [uriOf(node.meant, node.opens.file), { selection }] };
}

/** The view in the activity bar, with the number of changes as its badge. */
export function showTree(projects: Projects): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const view = vscode.window.createTreeView(viewId, { treeDataProvider: new NodeProvider(projects, changed.event), showCollapseAll: true });
  let drawn = '';
  const subscription = projects.onDidChange(() => {
    // Most keystrokes change nothing that the tree shows, and VS Code would ask for every node anew.
    const nodes = JSON.stringify(rootNodes(projects.all));
    if (nodes === drawn) return;
    drawn = nodes;
    changed.fire();
    const value = countChanges(projects.all);
    const tooltip = value === 1 ? vscode.l10n.t('1 change without a migration') : vscode.l10n.t('{0} changes without a migration', value);
    view.badge = value === 0 ? undefined : { value, tooltip };
  });
  return vscode.Disposable.from(subscription, view, changed);
}
