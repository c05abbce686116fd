import { t } from '@vscode/l10n';
import type { Proof, ProofStep } from '../migrations/results';

function stepName(step: ProofStep['step']): string {
  switch (step) {
    case 'upgrade':
      return t('upgrade');
    case 'compare-with-models':
      return t('comparison with the models');
    case 'downgrade':
      return t('downgrade');
    case 'compare-with-start':
      return t('comparison with the start');
    case 'upgrade-again':
      return t('second upgrade');
  }
}

/** One sentence on what was proven, or on the first step that did not hold, with the statement that was refused. */
export function proofSummary(proof: Proof): string {
  if (proof.proven && proof.limits.length === 0) return t('Proven: up, down, up.');
  if (proof.proven) return t('Proven: up, down, up, within limits: {0}', proof.limits.join('; '));
  const failed = proof.steps.find((step) => !step.ok);
  if (!failed) return t('Not proven. {0}', proof.limits.join('; ')).trim();
  const message = failed.message ?? t('it did not hold');
  return failed.statement === undefined
    ? t('Not proven, at the {0}: {1}', stepName(failed.step), message)
    : t('Not proven, at the {0}: {1} (in: {2})', stepName(failed.step), message, failed.statement);
}

/** Every step and every limit, a line each, for the log. */
export function proofDetails(proof: Proof): readonly string[] {
  return [
    ...proof.steps.flatMap((step) => [
      step.ok ? t('{0}: holds', stepName(step.step)) : t('{0}: does not hold. {1}', stepName(step.step), step.message ?? ''),
      ...(step.statement === undefined ? [] : [`  ${step.statement}`]),
      ...(step.file === undefined ? [] : [`  ${step.file}${step.line === undefined ? '' : `:${step.line}`}`]),
    ]),
    ...proof.limits.map((limit) => t('Limit: {0}', limit)),
  ];
}
