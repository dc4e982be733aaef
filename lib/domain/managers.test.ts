import { describe, expect, it } from 'vitest'
import { aCenSpec, aLogGroupSpec, aVpcSpec } from '../../test/builders/flow-log-specs'
import type { FlowLogSpec } from './flow-log-spec'
import { MANAGERS } from './flow-log'
import { explainManager, keepsItsOwn, managerName, whatManagerWillSee } from './managers'

const role = (name: string) => aLogGroupSpec({ deliverLogsPermissionArn: `arn:aws:iam::111122223333:role/${name}` })

describe('who seems to manage a flow log', () => {
  it.each<readonly [string, Record<string, string>, FlowLogSpec | null, string, string]>([
    ['the tag of a telemetry rule', { CloudWatchTelemetryRuleManaged: 'true' }, null, 'telemetry-rule', 'certain'],
    [
      'a stack of Control Tower',
      { 'aws:cloudformation:stack-name': 'StackSet-AWSControlTowerBP-VPC' },
      null,
      'control-tower',
      'certain',
    ],
    ['a role of Control Tower', {}, role('aws-controltower-VPCFlowLogs'), 'control-tower', 'likely'],
    ['a tag of the CDK', { 'aws-cdk:id': 'x' }, null, 'cdk', 'certain'],
    ['a role that the CDK made', {}, role('Net-VpcFlowLogsIAMRole1A2B3C4D-X1'), 'cdk', 'likely'],
    ['a system tag of a stack', { 'aws:cloudformation:stack-id': 's' }, null, 'cloudformation', 'certain'],
    ['a system tag of a stack there', { 'acs:ros:stackId': 's' }, aCenSpec(), 'ros', 'certain'],
    ['a tag that names ROS', { 'managed-by': 'ROS' }, aCenSpec(), 'ros', 'likely'],
    ['a role of a remediation', {}, role('AWSConfigRemediation-EnableFlowLogs'), 'config-remediation', 'likely'],
    ['a tag that names a rule', { 'created-by': 'config-rule' }, null, 'config-remediation', 'likely'],
    ['a tag of a policy', { c7n: 'vpc-flow-logs' }, null, 'custodian', 'likely'],
    ['a tag that names Terraform', { ManagedBy: 'terraform' }, aVpcSpec(), 'terraform', 'likely'],
    ['a CEN log described by Terraform', {}, aCenSpec({ description: 'made by terraform' }), 'terraform', 'likely'],
    ['a tag that says by hand', { 'created-by': 'console' }, aVpcSpec(), 'hand-made', 'likely'],
    ['nothing but a name', { Name: 'edge' }, aVpcSpec(), 'hand-made', 'guess'],
    ['nothing at all', {}, aVpcSpec(), 'unknown', 'guess'],
    ['tags that say nothing', { team: 'terraform-users', env: 'prod' }, aVpcSpec(), 'unknown', 'guess'],
  ])('%s', (_why, tags, spec, manager, confidence) => {
    const found = explainManager({ tags, spec })
    expect(found).toMatchObject({ manager, confidence })
    expect(found.source).not.toBe('')
    expect(found.sign === null).toBe(manager === 'unknown')
  })

  it('has words for every manager', () => {
    for (const manager of MANAGERS) {
      expect(managerName(manager)).not.toBe('')
      expect(whatManagerWillSee(manager)).toMatch(/\.$/)
    }
    expect(MANAGERS.filter((manager) => !keepsItsOwn(manager))).toEqual(['hand-made', 'unknown'])
  })
})
