/** A small project whose history does not begin with an empty database. */
import { files, revision } from '../small-project';

/** The tables come from `create_all()`; the only revisions change them, and make one that refers to them. */
export const later = revision(
  '1a',
  null,
  ['op.add_column("members", sa.Column("phone", sa.String(length=40), nullable=True))'],
  ['op.drop_column("members", "phone")'],
);
export const badges = revision(
  '2b',
  '1a',
  [
    'op.create_table("badges",',
    '    sa.Column("id", sa.Integer(), nullable=False),',
    '    sa.Column("member_id", sa.Integer(), sa.ForeignKey("members.id"), nullable=True),',
    '    sa.PrimaryKeyConstraint("id"))',
  ],
  ['op.drop_table("badges")'],
);
export const models = `${files['app/models.py']}    phone = Column(String(40))


class Badge(Base):
    __tablename__ = "badges"

    id = Column(Integer, primary_key=True)
    member_id = Column(Integer, ForeignKey("members.id"))
`;
export const started = {
  ...files,
  'app/models.py': models,
  'migrations/versions/1a_teams.py': later,
  'migrations/versions/2b_members.py': badges,
};
